import { createHash } from 'node:crypto'
import { readGid } from './gids.ts'
import { valueProblem } from './metafield-values.ts'
import { done, type FieldError, fieldError, type Outcome, refused } from './outcome.ts'
import type { Actor, Metafield, MetafieldDefinition, Shop } from './types.ts'
import { nextId, stamp, tell, type World } from './world.ts'

export interface MetafieldDraft {
  /** Left out: the app's own (`$app`). */
  readonly namespace?: string | null | undefined
  readonly key: string
  /** Left out: the definition's, or the present value's. */
  readonly type?: string | null | undefined
  readonly value: string
  /** undefined: write whatever is there; null: only if nothing is there; text: only over this very value. */
  readonly digest?: string | null | undefined
}

export type OwnerType = 'CUSTOMER' | 'PRODUCT' | 'PRODUCTVARIANT' | 'ORDER' | 'SHOP'
export interface MetafieldOwner {
  readonly id: number
  metafields: Metafield[]
  updatedAt?: string
}

const GID_TYPES: Record<OwnerType, string> = {
  CUSTOMER: 'Customer',
  PRODUCT: 'Product',
  PRODUCTVARIANT: 'ProductVariant',
  ORDER: 'Order',
  SHOP: 'Shop',
}

/** `$app` and `$app:x` as Shopify stores them: app--{id} and app--{id}--x; a missing namespace is `$app`. */
export function resolveNamespace(world: World, namespace: string | null | undefined): string {
  const own = `app--${world.config.apiClientId}`
  if (namespace === null || namespace === undefined || namespace === '$app') return own
  return namespace.startsWith('$app:') ? `${own}--${namespace.slice('$app:'.length)}` : namespace
}

/** True for namespaces that another app owns. */
export function isForeignNamespace(world: World, namespace: string): boolean {
  const own = `app--${world.config.apiClientId}`
  return namespace.startsWith('app--') && namespace !== own && !namespace.startsWith(`${own}--`)
}

/** The record a gid names, if metafields can hang on it. */
export function metafieldOwner(shop: Shop, ownerId: string): { type: OwnerType; owner: MetafieldOwner } | undefined {
  const read = readGid(ownerId)
  if (!read) return undefined
  const of = (type: OwnerType, owner: MetafieldOwner | undefined) => owner && { type, owner }
  if (read.type === 'Customer') return of('CUSTOMER', shop.customers.get(read.id))
  if (read.type === 'Product') return of('PRODUCT', shop.products.get(read.id))
  if (read.type === 'Order') return of('ORDER', shop.orders.get(read.id))
  if (read.type !== 'Shop' || read.id !== shop.id) return undefined
  return of('SHOP', {
    id: shop.id,
    get metafields() {
      return shop.shopMetafields
    },
    set metafields(list) {
      shop.shopMetafields = list
    },
  })
}

/** The definition for a metafield, if there is one. */
export function definitionOf(shop: Shop, ownerType: string, namespace: string, key: string): MetafieldDefinition | undefined {
  for (const one of shop.definitions.values()) {
    if (one.ownerType === ownerType && one.namespace === namespace && one.key === key) return one
  }
  return undefined
}

/** The metafield of an owner under a namespace as written (`$app` allowed) and key. */
export function findMetafield(
  world: World,
  owner: { metafields: readonly Metafield[] },
  namespace: string | null | undefined,
  key: string,
) {
  const resolved = resolveNamespace(world, namespace)
  return owner.metafields.find((one) => one.namespace === resolved && one.key === key)
}

/** What the next writer has to show to be sure that nobody wrote in between: 64 hex digits. */
export const digestOf = (metafield: Metafield): string =>
  createHash('sha256').update(`${metafield.id}/${metafield.revision}/${metafield.value}`).digest('hex')

const STALE = 'The resource has been updated since it was loaded. Try again with an updated `compareDigest` value.'

function digestError(present: Metafield | undefined, draft: MetafieldDraft, path: readonly string[]): FieldError | undefined {
  if (draft.digest === undefined) return undefined
  // Recorded: writing the very value that is there needs no right digest.
  if (present && present.value === draft.value) return undefined
  if (present) return draft.digest === digestOf(present) ? undefined : fieldError(path, STALE, 'STALE_OBJECT')
  if (draft.digest === null) return undefined
  return /^[0-9a-f]{64}$/.test(draft.digest)
    ? fieldError(path, STALE, 'STALE_OBJECT')
    : fieldError(path, 'Invalid `compareDigest` value.', 'INVALID_COMPARE_DIGEST')
}

function nameErrors(namespace: string, key: string, path: readonly string[]): FieldError[] {
  const lengths = [
    ['namespace', 'Namespace', namespace, 3, 255],
    ['key', 'Key', key, 2, 64],
  ] as const
  return lengths.flatMap(([field, label, text, min, max]) => {
    if (text.length < min) return [fieldError([...path, field], `${label} is too short (minimum is ${min} characters)`, 'TOO_SHORT')]
    if (text.length > max) return [fieldError([...path, field], `${label} is too long (maximum is ${max} characters)`, 'TOO_LONG')]
    if (!/^[A-Za-z0-9_-]+$/.test(text))
      return [fieldError([...path, field], `${label} contains one or more invalid characters.`, 'INVALID')]
    return []
  })
}

interface Prepared {
  readonly namespace: string
  readonly key: string
  readonly type: string
  readonly value: string
}

function prepare(
  world: World,
  shop: Shop,
  ownerType: OwnerType,
  owner: MetafieldOwner,
  draft: MetafieldDraft,
  path: readonly string[],
): Outcome<Prepared> {
  const namespace = resolveNamespace(world, draft.namespace)
  if (isForeignNamespace(world, namespace)) {
    return refused(
      fieldError(path, 'Access to this namespace and key on Metafields for this resource type is not allowed.', 'APP_NOT_AUTHORIZED'),
    )
  }
  const names = nameErrors(namespace, draft.key, path)
  if (names.length) return refused(...names)
  const present = findMetafield(world, owner, namespace, draft.key)
  const definition = definitionOf(shop, ownerType, namespace, draft.key)
  const type = draft.type || definition?.type || present?.type
  if (!type) return refused(fieldError([...path, 'type'], "Type can't be blank", 'BLANK'))
  if (definition && definition.type !== type) {
    const message = `Type '${type}' must be consistent with the definition's type: '${definition.type}'.`
    return refused(fieldError([...path, 'type'], message, 'INVALID_TYPE'))
  }
  const problem = valueProblem(type, draft.value, definition?.validations ?? [])
  if (problem) return refused(fieldError([...path, problem.field], problem.message, problem.code))
  const digest = digestError(present, draft, path)
  if (digest) return refused(digest)
  return done({ namespace, key: draft.key, type, value: draft.value })
}

function write(world: World, shop: Shop, ownerType: OwnerType, owner: MetafieldOwner, ready: Prepared, by: Actor): Metafield {
  const present = findMetafield(world, owner, ready.namespace, ready.key)
  // An unchanged value is a no-op and triggers nothing (changelog of 2025-02-18).
  if (present && present.value === ready.value && present.type === ready.type) return present
  const at = stamp(world)
  const before = present?.value ?? null
  if (present) Object.assign(present, { value: ready.value, type: ready.type, revision: present.revision + 1, updatedAt: at })
  const metafield = present ?? { id: nextId(shop), ...ready, revision: 1, createdAt: at, updatedAt: at }
  if (!present) owner.metafields.push(metafield)
  const detail = { namespace: ready.namespace, key: ready.key, before, after: ready.value }
  tell(world, shop, { type: 'metafield.set', subject: { type: GID_TYPES[ownerType], id: owner.id }, by, detail })
  touchOwner(world, shop, ownerType, owner, by)
  return metafield
}

// By default an edit of a metafield sends no webhook and leaves the customer's date alone: real behaviour is not documented.
function touchOwner(world: World, shop: Shop, ownerType: OwnerType, owner: MetafieldOwner, by: Actor): void {
  if (ownerType !== 'CUSTOMER' || !shop.settings.metafieldWebhooks || !shop.customers.has(owner.id)) return
  owner.updatedAt = stamp(world)
  tell(world, shop, { type: 'customers/update', subject: { type: 'Customer', id: owner.id }, by })
}

/** Metafields on one record, all or none; errors are found under ["metafields", i]. Used while a record is being made or changed. */
export function setOwnMetafields(
  world: World,
  shop: Shop,
  ownerType: OwnerType,
  owner: MetafieldOwner,
  drafts: readonly MetafieldDraft[],
  by: Actor,
): Outcome<Metafield[]> {
  const prepared = drafts.map((draft, i) => prepare(world, shop, ownerType, owner, draft, ['metafields', String(i)]))
  const errors = prepared.flatMap((one) => (one.ok ? [] : one.errors))
  if (errors.length) return refused(...errors)
  return done(prepared.flatMap((one) => (one.ok ? [write(world, shop, ownerType, owner, one.value, by)] : [])))
}

/** Metafields on any records, all or none; the answer repeats each as it was written, so a key given twice stands there twice (recorded). */
export function setMetafields(
  world: World,
  shop: Shop,
  drafts: readonly (MetafieldDraft & { readonly ownerId: string })[],
  by: Actor,
): Outcome<Metafield[]> {
  const prepared = drafts.map((draft, i) => {
    const path = ['metafields', String(i)]
    const found = metafieldOwner(shop, draft.ownerId)
    if (!found) return refused(fieldError([...path, 'ownerId'], 'Owner does not exist.', 'INVALID'))
    const ready = prepare(world, shop, found.type, found.owner, draft, path)
    return ready.ok ? done({ ...found, ready: ready.value }) : ready
  })
  const errors = prepared.flatMap((one) => (one.ok ? [] : one.errors))
  if (errors.length) return refused(...errors)
  return done(prepared.flatMap((one) => (one.ok ? [{ ...write(world, shop, one.value.type, one.value.owner, one.value.ready, by) }] : [])))
}

/** One metafield; errors as in `setMetafields`, whose short form it is. */
export function setMetafield(world: World, shop: Shop, ownerId: string, draft: MetafieldDraft, by: Actor): Outcome<Metafield> {
  const set = setMetafields(world, shop, [{ ...draft, ownerId }], by)
  if (!set.ok) return set
  const [metafield] = set.value
  return metafield ? done(metafield) : refused(fieldError(null, 'Nothing was written'))
}

/** Removes a metafield; the answer tells whether it was there. */
export function deleteMetafield(
  world: World,
  shop: Shop,
  ownerId: string,
  namespace: string | null | undefined,
  key: string,
  by: Actor,
): boolean {
  const found = metafieldOwner(shop, ownerId)
  const present = found && findMetafield(world, found.owner, namespace, key)
  if (!found || !present) return false
  found.owner.metafields = found.owner.metafields.filter((one) => one !== present)
  const detail = { namespace: present.namespace, key, before: present.value, after: null }
  tell(world, shop, { type: 'metafield.deleted', subject: { type: GID_TYPES[found.type], id: found.owner.id }, by, detail })
  touchOwner(world, shop, found.type, found.owner, by)
  return true
}
