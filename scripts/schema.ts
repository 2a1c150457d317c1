import { readFileSync, writeFileSync } from 'node:fs'
import { gunzipSync } from 'node:zlib'
import { buildClientSchema, type GraphQLSchema, type IntrospectionQuery } from 'graphql'

const FILE = new URL('../dev-store/schema/admin_2026-07.json.gz', import.meta.url)

/** Shopify's published introspection of the Admin API, version 2026-07. */
export const adminIntrospection = (): IntrospectionQuery => JSON.parse(gunzipSync(readFileSync(FILE)).toString()).data

export const adminSchema = (): GraphQLSchema => buildClientSchema(adminIntrospection())

/** Writes the introspection where a tool wants a plain file. */
export const writeIntrospection = (path: string): void => writeFileSync(path, JSON.stringify(adminIntrospection()))
