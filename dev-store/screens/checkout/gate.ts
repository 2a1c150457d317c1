import { readFileSync } from 'node:fs'
import { gunzipSync } from 'node:zlib'
import {
  buildClientSchema,
  execute,
  type GraphQLFieldResolver,
  type GraphQLSchema,
  type IntrospectionQuery,
  parse,
  validate,
} from 'graphql'
import { decide, type GateInput } from '../../../extensions/checkout-gate/src/decide.ts'
import { displayNameOf, ordersOf } from '../../store/customers.ts'
import { gid } from '../../store/gids.ts'
import { findMetafield } from '../../store/metafields.ts'
import type { Customer } from '../../store/types.ts'
import { cartTotal, type Site } from '../storefront/site.ts'

export type Step = 'CART_INTERACTION' | 'CHECKOUT_INTERACTION' | 'CHECKOUT_COMPLETION'

const SCHEMA = new URL('../../schema/functions_cart_checkout_validation_2026-07.json.gz', import.meta.url)
const QUERY = new URL('../../../extensions/checkout-gate/src/cart_validations_generate_run.graphql', import.meta.url)

let schema: GraphQLSchema | undefined
function functionSchema(): GraphQLSchema {
  if (!schema) {
    const { data } = JSON.parse(gunzipSync(readFileSync(SCHEMA)).toString('utf8')) as { data: IntrospectionQuery }
    schema = buildClientSchema(data)
  }
  return schema
}

type Metafields = Parameters<typeof findMetafield>[1]

const metafieldOf = (site: Site, owner: Metafields) => (args: { namespace?: string | null; key: string }) => {
  const found = findMetafield(site.world, owner, args.namespace, args.key)
  return found
    ? {
        value: found.value,
        type: found.type,
        jsonValue: () => JSON.parse(found.type === 'boolean' ? found.value : JSON.stringify(found.value)),
      }
    : null
}

function customerInput(site: Site, customer: Customer) {
  const has = (tag: string) => customer.tags.some((one) => one.toLowerCase() === tag.toLowerCase())
  return {
    id: gid('Customer', customer.id),
    email: customer.email,
    firstName: customer.firstName,
    lastName: customer.lastName,
    displayName: displayNameOf(customer),
    numberOfOrders: ordersOf(site.shop, customer).length,
    hasAnyTag: ({ tags }: { tags: string[] }) => tags.some(has),
    hasTags: ({ tags }: { tags: string[] }) => tags.map((tag) => ({ tag, hasTag: has(tag) })),
    metafield: metafieldOf(site, customer),
  }
}

/** Everything Shopify could be asked here; what is missing is missed loudly by `ask`. */
function buyer(site: Site, step: Step): Record<string, unknown> {
  const { customer, cart, shop, iso } = site
  const price = (amount: number) => ({ amount: amount.toFixed(2), currencyCode: shop.currency })
  return {
    buyerJourney: { step },
    localization: { language: { isoCode: iso.toUpperCase().replace('-', '_') }, country: { isoCode: shop.countryCode } },
    shop: { metafield: metafieldOf(site, { metafields: shop.shopMetafields }) },
    presentmentCurrencyRate: '1.0',
    fetchResult: null,
    validation: { metafield: () => null },
    cart: {
      buyerIdentity: {
        email: customer?.email ?? null,
        phone: customer?.phone ?? null,
        isAuthenticated: customer !== undefined,
        customer: customer ? customerInput(site, customer) : null,
        purchasingCompany: null,
      },
      cost: { subtotalAmount: price(cartTotal(cart)), totalAmount: price(cartTotal(cart)), totalTaxAmount: null, totalDutyAmount: null },
      lines: cart.map(({ variant, quantity, product }) => ({
        id: gid('CartLine', variant.id),
        quantity,
        attribute: () => null,
        cost: {
          amountPerQuantity: price(Number(variant.price)),
          subtotalAmount: price(Number(variant.price) * quantity),
          totalAmount: price(Number(variant.price) * quantity),
        },
        merchandise: {
          __typename: 'ProductVariant',
          id: gid('ProductVariant', variant.id),
          title: variant.title,
          sku: variant.sku,
          product: { id: gid('Product', product.id), title: product.title, handle: product.handle },
        },
      })),
      attribute: () => null,
      metafield: () => null,
      deliveryGroups: [],
    },
  }
}

const ask: GraphQLFieldResolver<Record<string, unknown>, unknown> = (source, args, _context, info) => {
  const value = source[info.fieldName]
  if (value === undefined) throw new Error(`the dev store's checkout does not know ${info.parentType.name}.${info.fieldName}`)
  return typeof value === 'function' ? value(args) : value
}

/** The answer to the function's own input query at this very moment. Throws when the query is wrong or asks what we do not know. */
export async function gateInput(site: Site, step: Step, query = readFileSync(QUERY, 'utf8')): Promise<GateInput> {
  const document = parse(query)
  const mistakes = validate(functionSchema(), document)
  if (mistakes[0]) throw new Error(`the function's input query: ${mistakes[0].message}`)
  const { data, errors } = await execute({ schema: functionSchema(), document, rootValue: buyer(site, step), fieldResolver: ask })
  if (errors?.[0]) throw errors[0]
  return data as unknown as GateInput
}

/** What the function has against this checkout at this step; an empty list lets it pass. */
export async function gateErrors(site: Site, step: Step): Promise<string[]> {
  const { operations } = decide(await gateInput(site, step))
  return operations.flatMap(({ validationAdd }) => validationAdd.errors.map(({ message }) => message))
}
