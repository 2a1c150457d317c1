import { type GraphQLFieldResolver, type GraphQLResolveInfo, type GraphQLTypeResolver, getNamedType } from 'graphql'
import { accessDenied, notApproved, notSupported } from './api-error.ts'
import { type Args, type BulkRun, type Caller, type Root, type View, WHOLE } from './context.ts'
import { mutations, queries } from './roots.ts'
import { type Access, type AdminSchema, contentTypeName } from './schema.ts'
import { parsed } from './search-notes.ts'

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

/** Where a field stands in the answer, without places in lists. */
function placeOf(path: GraphQLResolveInfo['path']): string {
  const names: string[] = []
  for (let at: GraphQLResolveInfo['path'] | undefined = path; at; at = at.prev) if (typeof at.key === 'string') names.unshift(at.key)
  return names.join('.')
}

const remarker =
  (caller: Caller, info: GraphQLResolveInfo): NonNullable<Caller['remark']> =>
  (query, search, warnings) =>
    void (warnings.length && caller.notes?.push({ path: [String(info.path.key)], query, parsed: parsed(search), warnings }))

/** The resolver, with scopes and approvals looked at first. What nobody wrote is a loud error. */
function resolved(admin: AdminSchema, source: unknown, args: Args, caller: Caller, info: GraphQLResolveInfo): unknown {
  const resolveRoot = root(info)
  guard(admin, caller, info)
  if (resolveRoot) return resolveRoot(args, { ...caller, remark: remarker(caller, info) })
  const value = (source as Record<string, unknown> | null)?.[info.fieldName]
  if (value === undefined) throw notSupported(`${info.parentType.name}.${info.fieldName}`)
  return typeof value === 'function' ? value(args, caller) : value
}

/** In a bulk query a connection is whole whatever its arguments say; at the root it is resolved once and shown batch by batch. */
function bulkResolved(run: BulkRun, info: GraphQLResolveInfo, resolve: (more: Args) => unknown): unknown {
  if (!getNamedType(info.returnType).name.endsWith('Connection')) return resolve({})
  const place = placeOf(info.path)
  run.connections.add(place)
  if (info.path.prev) return resolve({ [WHOLE]: true })
  const known = run.roots.get(place) ?? (resolve({ [WHOLE]: true }) as View)[WHOLE]
  if (!known) throw notSupported(`${info.fieldName} in bulk`)
  run.roots.set(place, known)
  return { __typename: getNamedType(info.returnType).name, edges: known.edges(run.from, run.until) }
}

/** The one resolver of every field. */
export function fieldResolver(admin: AdminSchema): GraphQLFieldResolver<unknown, Caller, Args> {
  return (source, args, caller, info) =>
    caller.bulk
      ? bulkResolved(caller.bulk, info, (more) => resolved(admin, source, { ...args, ...more }, caller, info))
      : resolved(admin, source, args, caller, info)
}

/** Interfaces and unions: every record says itself what it is. */
export const typeResolver: GraphQLTypeResolver<unknown, Caller> = (value) => (value as { __typename?: string } | null)?.__typename
