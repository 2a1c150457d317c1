import { GraphQLError } from 'graphql'

/** A top-level error with Shopify's `extensions.code`. */
export const apiError = (message: string, code: string, more: Record<string, unknown> = {}): GraphQLError =>
  new GraphQLError(message, { extensions: { code, ...more } })

/** The loud answer to what this dev store does not know; it names the root or type.field. */
export const notSupported = (name: string): GraphQLError => apiError(`not supported: ${name}`, 'NOT_SUPPORTED', { name })

/** Shopify's answer to a missing scope, with the sentence from its schema. */
export const accessDenied = (field: string, requiredAccess: string): GraphQLError =>
  apiError(`Access denied for ${field} field. Required access: ${requiredAccess}`, 'ACCESS_DENIED', {
    documentation: 'https://shopify.dev/api/usage/access-scopes',
    requiredAccess,
  })

/** Tags and metafields need the right to write their owner, which the schema says in words only. Throws ACCESS_DENIED. */
export function mayWriteCustomers({ scopes }: { readonly scopes: readonly string[] }, field: string): void {
  if (!scopes.includes('write_customers')) throw accessDenied(field, '`write_customers` access scope.')
}

const PROTECTED = 'https://shopify.dev/docs/apps/launch/protected-customer-data'

/** Shopify's answer where approval for protected customer data is missing. */
export const notApproved = (what: string): GraphQLError =>
  apiError(`This app is not approved to ${what}. See ${PROTECTED} for more details.`, 'ACCESS_DENIED', { documentation: PROTECTED })
