import type { GraphQLFieldResolver, GraphQLResolveInfo, GraphQLTypeResolver } from 'graphql'
import { accessDenied, notApproved, notSupported } from './api-error.ts'
import type { Args, Caller, Root } from './context.ts'
import { mutations, queries } from './roots.ts'
import { type Access, type AdminSchema, contentTypeName } from './schema.ts'

const implied = (granted: readonly string[], scope: string): boolean =>
  granted.includes(scope) || (scope.startsWith('read_') && granted.includes(scope.replace('read_', 'write_')))

const isGranted = (granted: readonly string[], access: Access): boolean =>
  access.any ? access.scopes.some((scope) => implied(granted, scope)) : access.scopes.every((scope) => implied(granted, scope))

const PERSONAL = new Set(['Customer', 'Order'])

function guard(admin: AdminSchema, caller: Caller, info: GraphQLResolveInfo): void {
  const typeName = info.parentType.name
  const access = admin.accessOf(typeName, info.fieldName)
  if (access && !isGranted(caller.scopes, access)) throw accessDenied(info.fieldName, access.text)
  const approved = caller.shop.settings.protectedCustomerData
  if (approved === 'level-2') return
  const content = admin.protectedContentOf(typeName, info.fieldName)
  if (content) throw notApproved(`use the ${content} field`)
  const field = info.parentType.getFields()[info.fieldName]
  if (approved === 'none' && field && PERSONAL.has(contentTypeName(field))) throw notApproved(`access the ${contentTypeName(field)} object`)
}

function root(info: GraphQLResolveInfo): Root | undefined {
  if (info.parentType === info.schema.getQueryType()) return queries[info.fieldName] ?? unsupportedRoot(info)
  if (info.parentType === info.schema.getMutationType()) return mutations[info.fieldName] ?? unsupportedRoot(info)
  return undefined
}

function unsupportedRoot(info: GraphQLResolveInfo): never {
  throw notSupported(info.fieldName)
}

/** The one resolver: scopes and approvals first, then the root or the record's own value. What nobody wrote is a loud error. */
export function fieldResolver(admin: AdminSchema): GraphQLFieldResolver<unknown, Caller, Args> {
  return (source, args, caller, info) => {
    const resolveRoot = root(info)
    guard(admin, caller, info)
    if (resolveRoot) return resolveRoot(args, caller)
    const value = (source as Record<string, unknown> | null)?.[info.fieldName]
    if (value === undefined) throw notSupported(`${info.parentType.name}.${info.fieldName}`)
    return typeof value === 'function' ? value(args, caller) : value
  }
}

/** Interfaces and unions: every record says itself what it is. */
export const typeResolver: GraphQLTypeResolver<unknown, Caller> = (value) => (value as { __typename?: string } | null)?.__typename
