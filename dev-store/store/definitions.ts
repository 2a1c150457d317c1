import { accessErrors, type DefinitionDraft, identityErrors, validationErrors, wordErrors } from './definition-rules.ts'
import { definitionOf } from './metafields.ts'
import { done, type FieldError, fieldError, type Outcome, refused } from './outcome.ts'
import type { MetafieldDefinition, Shop } from './types.ts'
import { nextId } from './world.ts'

const PINS_MAX = 50

const OWNER_WORDS: Record<string, string> = {
  PRODUCT: 'Product',
  CUSTOMER: 'Customer',
  ORDER: 'Order',
  SHOP: 'Shop',
  PRODUCTVARIANT: 'ProductVariant',
}

const pinned = (shop: Shop, ownerType: string) =>
  [...shop.definitions.values()].filter((one) => one.ownerType === ownerType && one.pinnedPosition !== null)

function pinError(shop: Shop, ownerType: string, constrained: boolean, path: readonly string[] | null): FieldError | undefined {
  if (constrained) return fieldError(path, 'Constrained metafield definitions do not support pinning.', 'UNSUPPORTED_PINNING')
  if (pinned(shop, ownerType).length >= PINS_MAX)
    return fieldError(path, `Limit of ${PINS_MAX} pinned definitions.`, 'PINNED_LIMIT_REACHED')
  return undefined
}

const nextPin = (shop: Shop, ownerType: string) => 1 + Math.max(0, ...pinned(shop, ownerType).map((one) => one.pinnedPosition ?? 0))

function defaultAccess(namespace: string, access: DefinitionDraft['access']): MetafieldDefinition['access'] {
  const own = namespace.startsWith('app--')
  return {
    admin: access?.admin ?? (own ? 'MERCHANT_READ' : 'PUBLIC_READ_WRITE'),
    storefront: access?.storefront ?? 'NONE',
    customerAccount: access?.customerAccount ?? 'NONE',
  }
}

/** A new definition, or every reason against it. */
export function createDefinition(shop: Shop, draft: DefinitionDraft, managedByApp = false): Outcome<MetafieldDefinition> {
  const errors = [...wordErrors({ ...draft, name: draft.name ?? '' }), ...identityErrors(draft), ...accessErrors(draft, 'INVALID')]
  if (errors.length) return refused(...errors)
  const type = draft.type ?? ''
  const options = validationErrors(type, draft.validations)
  if (options.length) return refused(...options)
  if (type === 'id' && draft.capabilities?.uniqueValues === false) {
    const message = 'Capability unique_values is required for type id but is disabled'
    return refused(fieldError(['definition'], message, 'CAPABILITY_REQUIRED_BUT_DISABLED'))
  }
  if (definitionOf(shop, draft.ownerType, draft.namespace, draft.key)) {
    const owner = OWNER_WORDS[draft.ownerType] ?? draft.ownerType
    return refused(
      fieldError(['definition', 'key'], `Key is in use for ${owner} metafields on the '${draft.namespace}' namespace.`, 'TAKEN'),
    )
  }
  const pin = draft.pin ? pinError(shop, draft.ownerType, draft.constraints !== undefined, ['definition']) : undefined
  if (pin) return refused(pin)
  const definition: MetafieldDefinition = {
    id: nextId(shop),
    ownerType: draft.ownerType,
    namespace: draft.namespace,
    key: draft.key,
    name: draft.name ?? '',
    description: draft.description ?? null,
    type,
    validations: [...(draft.validations ?? [])],
    access: defaultAccess(draft.namespace, draft.access),
    capabilities: {
      adminFilterable: draft.capabilities?.adminFilterable ?? false,
      uniqueValues: draft.capabilities?.uniqueValues ?? type === 'id',
      smartCollectionCondition: draft.capabilities?.smartCollectionCondition ?? false,
    },
    constraints: draft.constraints ? { key: draft.constraints.key, values: [...draft.constraints.values] } : null,
    pinnedPosition: draft.pin ? nextPin(shop, draft.ownerType) : null,
    managedByApp,
  }
  shop.definitions.set(definition.id, definition)
  return done(definition)
}

export interface ConstraintsUpdate {
  /** null takes all constraints away; undefined keeps the key. */
  readonly key?: string | null | undefined
  readonly create: readonly string[]
  readonly remove: readonly string[]
}

function constraintsAfter(definition: MetafieldDefinition, update: ConstraintsUpdate): Outcome<MetafieldDefinition['constraints']> {
  if (update.key === null) return done(null)
  const before = definition.constraints?.values ?? []
  const values = [...new Set([...before.filter((one) => !update.remove.includes(one)), ...update.create])]
  const key = update.key ?? definition.constraints?.key ?? 'category'
  if (update.key !== undefined && update.create.length + update.remove.length === 0) {
    return refused(fieldError(['definition'], 'Cannot change the constraint key without providing values.', 'INVALID_INPUT'))
  }
  return done(values.length ? { key, values } : null)
}

const MANAGED = 'Definition is managed by app configuration and cannot be modified through the API.'

/** Changes a definition; all or nothing. */
export function updateDefinition(
  shop: Shop,
  draft: DefinitionDraft & { readonly constraintsUpdate?: ConstraintsUpdate | undefined },
): Outcome<MetafieldDefinition> {
  const definition = definitionOf(shop, draft.ownerType, draft.namespace, draft.key)
  if (!definition) return refused(fieldError(['definition'], 'Definition not found.', 'NOT_FOUND'))
  if (definition.managedByApp) return refused(fieldError(['definition'], MANAGED, 'APP_CONFIG_MANAGED'))
  const errors = [...wordErrors(draft), ...accessErrors(draft, 'INVALID_INPUT'), ...validationErrors(definition.type, draft.validations)]
  if (errors.length) return refused(...errors)
  const constraints = draft.constraintsUpdate ? constraintsAfter(definition, draft.constraintsUpdate) : done(definition.constraints)
  if (!constraints.ok) return constraints
  const pins = draft.pin === true && definition.pinnedPosition === null
  const pin = pins ? pinError(shop, draft.ownerType, constraints.value !== null, ['definition']) : undefined
  if (pin) return refused(pin)
  if (draft.name !== undefined) definition.name = draft.name
  if (draft.description !== undefined) definition.description = draft.description
  if (draft.validations) definition.validations = [...draft.validations]
  definition.access = { ...definition.access, ...Object.fromEntries(Object.entries(draft.access ?? {}).filter(([, value]) => value)) }
  const { adminFilterable } = draft.capabilities ?? {}
  if (adminFilterable !== undefined) definition.capabilities.adminFilterable = adminFilterable
  definition.constraints = constraints.value
  if (pins) definition.pinnedPosition = nextPin(shop, draft.ownerType)
  if (draft.pin === false) definition.pinnedPosition = null
  return done(definition)
}

/** Removes a definition; for some types and for the app's own only together with its metafields. */
export function deleteDefinition(
  shop: Shop,
  definition: MetafieldDefinition,
  withMetafields: boolean,
  drop: () => void,
): Outcome<MetafieldDefinition> {
  const says = (message: string, code: string) => refused(fieldError(null, message, code))
  if (definition.managedByApp) return says(MANAGED, 'APP_CONFIG_MANAGED')
  if (!withMetafields) {
    const needs = 'type metafield definition requires deletion of its associated metafields.'
    if (definition.type === 'id') return says(`Deleting an id ${needs}`, 'ID_TYPE_DELETION_ERROR')
    if (definition.type.endsWith('_reference')) return says(`Deleting a reference ${needs}`, 'REFERENCE_TYPE_DELETION_ERROR')
    if (definition.namespace.startsWith('app--')) {
      const message = 'Deleting a definition in a reserved namespace requires deletion of its associated metafields.'
      return says(message, 'RESERVED_NAMESPACE_ORPHANED_METAFIELDS')
    }
  }
  if (withMetafields) drop()
  shop.definitions.delete(definition.id)
  return done(definition)
}

/** Pins a definition on top of the others. */
export function pinDefinition(shop: Shop, definition: MetafieldDefinition): Outcome<MetafieldDefinition> {
  if (definition.pinnedPosition !== null) return refused(fieldError(null, 'Definition already pinned.', 'ALREADY_PINNED'))
  const error = pinError(shop, definition.ownerType, definition.constraints !== null, null)
  if (error) return refused(error)
  definition.pinnedPosition = nextPin(shop, definition.ownerType)
  return done(definition)
}

/** Takes a definition's pin away. */
export function unpinDefinition(definition: MetafieldDefinition): Outcome<MetafieldDefinition> {
  if (definition.pinnedPosition === null) return refused(fieldError(null, 'Definition not pinned.', 'NOT_PINNED'))
  definition.pinnedPosition = null
  return done(definition)
}
