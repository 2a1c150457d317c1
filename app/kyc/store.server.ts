import type { World } from '../platform/world.server.ts'
import { type Answer, type ApiError, type ShopClient, ShopifyRefused } from '../shopify/client.server.ts'
import { customerGid } from '../shopify/gid.ts'
import {
  type CustomerStateFragment,
  ReadCustomerDocument,
  type ReadCustomerQuery,
  WriteCustomerDocument,
  type WriteCustomerMutation,
} from '../shopify/operations.generated.ts'
import type { NativeValues } from './changes.ts'
import { nameOf } from './names.ts'
import type { Named } from './pieces.ts'
import type { PartOutcome, Reading, WriteOutcome, Writes } from './protocol.ts'
import { readLabels, tagChanges, type Wording } from './tags.ts'

/** The wordings of a shop's labels: the one in use, and the one before while a change runs. */
export interface Wordings {
  readonly wording: Wording
  readonly earlier: Wording | null
}

const NAMESPACE = '$app'
const KEY = 'verified'

/** What the store shows of a customer, as the law reads it. Missing and blank are null, which means locked (D01, X3). */
export function toReading(state: CustomerStateFragment, { wording, earlier }: Wordings, readAt: number): Reading {
  return { ...readLabels(state.tags, wording, earlier), metafield: toMetafield(state.verified), readAt }
}

/** The metafield as the law reads it. */
export const toMetafield = (verified: CustomerStateFragment['verified']): Reading['metafield'] => ({
  value: toBoolean(verified),
  updatedAt: verified?.updatedAt ?? null,
  compareDigest: verified?.compareDigest ?? null,
})

/**
 * Reads one customer by id; null when the store has none (deleted, merged away). Rejects with ShopifyRefused when it does not let us look at
 * all of it: who is withheld is not gone, and a metafield that could not be read is not switched off. `own`: a metafield of the store's that is
 * to be read too. `withAddress`: who the customer is, to compare it with what was approved.
 */
export async function readCustomer(
  world: World,
  client: ShopClient,
  customer: bigint,
  wordings: Wordings,
  own: { readonly namespace: string; readonly key: string } | null = null,
  withAddress = false,
): Promise<Found | null> {
  const readAt = world.now().getTime()
  const which = own ? { withOwn: true, ownNamespace: own.namespace, ownKey: own.key } : {}
  const { data, errors } = await client.request(ReadCustomerDocument, {
    id: customerGid(customer),
    ...which,
    ...(withAddress ? { withAddress } : {}),
  })
  const holes = errors.filter((error) => !concerns(error, 'named'))
  if (holes.length > 0) throw new ShopifyRefused(holes)
  if (!data.customer) return null
  const { createdAt } = data.customer
  const reading = toReading(data.customer, wordings, readAt)
  const native = withAddress && errors.length === 0 ? toNative(data.named) : null
  return { reading, createdAt: new Date(createdAt), named: toNamed(data.named), native, own: toBoolean(data.customer.own) }
}

/** A look at one customer. */
export interface Found {
  readonly reading: Reading
  readonly createdAt: Date
  /** By what staff look for the customer. */
  readonly named: Named | null
  /** Who the customer is in the store; null when it was not asked for, or something of it is withheld. */
  readonly native: NativeValues | null
  /** The store's own metafield that was asked for beside ours. */
  readonly own: boolean | null
}

/** A boolean metafield; missing and blank are null. */
export const toBoolean = (metafield: { readonly value: string } | null | undefined): boolean | null =>
  metafield?.value === 'true' ? true : metafield?.value === 'false' ? false : null

/** Null: nothing was told of the person. What is withheld is null, and is then looked for no more. */
const toNamed = (named: ReadCustomerQuery['named'] | undefined): Named | null =>
  named
    ? {
        firstName: named.firstName ?? null,
        lastName: named.lastName ?? null,
        email: named.defaultEmailAddress?.emailAddress ?? null,
        phone: named.defaultPhoneNumber?.phoneNumber ?? null,
      }
    : null

/** Who a customer is, as it is compared with what was approved; null when nothing was told. */
export function toNative(named: ReadCustomerQuery['named'] | undefined): NativeValues | null {
  if (!named) return null
  const at = named.defaultAddress
  return {
    name: nameOf({ firstName: named.firstName ?? null, lastName: named.lastName ?? null }) ?? '',
    company: at?.company ?? '',
    email: named.defaultEmailAddress?.emailAddress ?? '',
    address: at ? [at.countryCodeV2, at.provinceCode, at.zip, at.city, at.address1, at.address2].map((line) => line ?? '') : [],
  }
}

/** What came back from a write: the state that the last mutation selected, and what became of each part. */
export interface Written {
  readonly answer: Reading | null
  readonly outcome: WriteOutcome
  /** `updatedAt` in the payload of metafieldsSet itself: it tells our write from an edit before the last mutation answered. */
  readonly written: string | null
  /** Shopify's codes of the parts that were refused, for staff. */
  readonly refused: readonly string[]
}

/** Sends the one document with the mutations that have something to change (protocol.ts, step 5). */
export async function writeCustomer(
  world: World,
  client: ShopClient,
  customer: bigint,
  writes: Writes,
  wordings: Wordings,
  sendBefore: number,
): Promise<Written> {
  const id = customerGid(customer)
  const { remove, add } = tagChanges(writes, wordings.wording, wordings.earlier)
  const { metafield } = writes
  const readAt = world.now().getTime()
  const answer = await client.request(
    WriteCustomerDocument,
    {
      id,
      metafields: metafield
        ? [
            {
              ownerId: id,
              namespace: NAMESPACE,
              key: KEY,
              type: 'boolean',
              value: String(metafield.value),
              compareDigest: metafield.compareDigest,
            },
          ]
        : [],
      setting: metafield !== null,
      remove: [...remove],
      removing: remove.length > 0,
      add: [...add],
      adding: add.length > 0,
    },
    sendBefore,
  )
  const state = lastState(answer)
  return {
    ...outcomeOf(answer, remove.length > 0, add.length > 0, metafield !== null),
    written: answer.data.metafieldsSet?.metafields?.[0]?.updatedAt ?? null,
    answer: state ? toReading(state, wordings, readAt) : null,
  }
}

/** The state that the last mutation selected; null when none did, or when something in it could not be read. */
function lastState({ data, errors }: Answer<WriteCustomerMutation>): CustomerStateFragment | null {
  if (errors.some(({ path }) => (path?.length ?? 0) > 1)) return null
  const owner = data.metafieldsSet?.metafields?.[0]?.owner
  return [data.tagsAdd?.node, data.tagsRemove?.node, owner].find(isState) ?? null
}

/** `node` may be another kind of resource, of which nothing was selected. */
export const isState = (node: CustomerStateFragment | Record<PropertyKey, never> | null | undefined): node is CustomerStateFragment =>
  node !== null && node !== undefined && Array.isArray(node.tags)

function outcomeOf({ data, errors }: Answer<WriteCustomerMutation>, removing: boolean, adding: boolean, setting: boolean) {
  const refused: string[] = []
  const judge = (root: 'metafieldsSet' | 'tagsRemove' | 'tagsAdd', sent: boolean): PartOutcome => {
    if (!sent) return 'landed'
    const userErrors = data[root]?.userErrors ?? []
    if (userErrors.length > 0) {
      refused.push(...userErrors.map((error) => ('code' in error && typeof error.code === 'string' ? error.code : `${root}:refused`)))
      return 'refused'
    }
    if (data[root]) return 'landed'
    const denied = errors.some((error) => concerns(error, root) && error.extensions?.code === 'ACCESS_DENIED')
    if (denied) refused.push('ACCESS_DENIED')
    return denied ? 'refused' : 'unknown'
  }
  const outcome: WriteOutcome = {
    metafield: judge('metafieldsSet', setting),
    tagsToRemove: judge('tagsRemove', removing),
    tagsToAdd: judge('tagsAdd', adding),
  }
  return { outcome, refused }
}

const concerns = (error: ApiError, root: string): boolean => error.path?.[0] === root
