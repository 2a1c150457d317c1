import { readFileSync } from 'node:fs'
import { gunzipSync } from 'node:zlib'
import { buildClientSchema, type GraphQLField, type GraphQLSchema, getNamedType, type IntrospectionQuery, isObjectType } from 'graphql'

/** What a field or a type asks of the caller. */
export interface Access {
  /** Shopify's sentence: "`read_customers` access scope." */
  readonly text: string
  readonly scopes: readonly string[]
  /** One of the scopes is enough. */
  readonly any: boolean
}

export interface AdminSchema {
  readonly schema: GraphQLSchema
  readonly scopes: readonly string[]
  readonly accessOf: (typeName: string, fieldName: string) => Access | undefined
  /** "email", "name", "phone" … where the field needs approval for protected customer data of level 2. */
  readonly protectedContentOf: (typeName: string, fieldName: string) => string | undefined
}

interface ScopeItem {
  readonly type: 'type' | 'field'
  readonly typeName: string
  readonly fieldName?: string
  readonly requiredAccess: string
  readonly offlineScopes: readonly string[]
}
interface RawField {
  readonly name: string
  readonly isProtected?: boolean
  readonly protectedContent?: string | null
}
interface RawSchema {
  readonly data: IntrospectionQuery & { __schema: { types: readonly { name: string; fields?: readonly RawField[] | null }[] } }
  readonly offline_scopes: { readonly items: readonly ScopeItem[] }
}

const FILE = new URL('../schema/admin_2026-07.json.gz', import.meta.url)

/** What a field gives, seen through lists and connections: `customers` gives Customer. */
export function contentTypeName(field: GraphQLField<unknown, unknown>): string {
  const type = getNamedType(field.type)
  if (!type.name.endsWith('Connection') || !isObjectType(type)) return type.name
  const nodes = type.getFields().nodes
  return nodes ? getNamedType(nodes.type).name : type.name
}

function readAccess(items: readonly ScopeItem[]): Map<string, Access> {
  const found = new Map<string, Access>()
  for (const item of items) {
    if (item.offlineScopes.length === 0) continue
    const any = / or |Any of/.test(item.requiredAccess)
    const key = item.type === 'type' ? item.typeName : `${item.typeName}.${item.fieldName}`
    found.set(key, { text: item.requiredAccess, scopes: item.offlineScopes, any })
  }
  return found
}

function readProtected(raw: RawSchema): Map<string, string> {
  const found = new Map<string, string>()
  for (const type of raw.data.__schema.types) {
    for (const field of type.fields ?? []) {
      if (field.isProtected) found.set(`${type.name}.${field.name}`, field.protectedContent ?? field.name)
    }
  }
  return found
}

let loaded: AdminSchema | undefined

/** Shopify's own schema of 2026-07 with the access it asks for; read once per process (about half a second). */
export function adminSchema(): AdminSchema {
  if (loaded) return loaded
  const raw = JSON.parse(gunzipSync(readFileSync(FILE)).toString('utf8')) as RawSchema
  const schema = buildClientSchema(raw.data, { assumeValid: true })
  const access = readAccess(raw.offline_scopes.items)
  const guarded = readProtected(raw)
  loaded = {
    schema,
    scopes: [...new Set(raw.offline_scopes.items.flatMap((item) => item.offlineScopes))].sort(),
    accessOf: (typeName, fieldName) => access.get(`${typeName}.${fieldName}`) ?? contentAccess(schema, access, typeName, fieldName),
    protectedContentOf: (typeName, fieldName) => guarded.get(`${typeName}.${fieldName}`),
  }
  return loaded
}

function contentAccess(schema: GraphQLSchema, access: Map<string, Access>, typeName: string, fieldName: string): Access | undefined {
  const type = schema.getType(typeName)
  const field = isObjectType(type) ? type.getFields()[fieldName] : undefined
  return field && access.get(contentTypeName(field))
}

/** Every scope the schema knows. */
export const allScopes = (): readonly string[] => adminSchema().scopes
