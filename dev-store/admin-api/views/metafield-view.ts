import { gid } from '../../store/gids.ts'
import { categoryOf } from '../../store/metafield-values.ts'
import { definitionOf, digestOf, findMetafield, type MetafieldOwner, type OwnerType, resolveNamespace } from '../../store/metafields.ts'
import type { Metafield, MetafieldDefinition } from '../../store/types.ts'
import { type Args, type Caller, given, text, texts, type View } from '../context.ts'
import { page } from '../pages.ts'
import { ownerView } from './owner-view.ts'

const plainTypes = new Set([
  'boolean',
  'number_integer',
  'json',
  'rich_text_field',
  'money',
  'rating',
  'dimension',
  'volume',
  'weight',
  'link',
])

function jsonOf(metafield: Metafield): unknown {
  if (!plainTypes.has(metafield.type) && !metafield.type.startsWith('list.')) return metafield.value
  try {
    return JSON.parse(metafield.value)
  } catch {
    return metafield.value
  }
}

/** A metafield as the Admin API shows it. */
export function metafieldView(caller: Caller, metafield: Metafield, type: OwnerType, owner: MetafieldOwner): View {
  return {
    __typename: 'Metafield',
    id: gid('Metafield', metafield.id),
    legacyResourceId: String(metafield.id),
    namespace: metafield.namespace,
    key: metafield.key,
    type: metafield.type,
    value: metafield.value,
    jsonValue: () => jsonOf(metafield),
    compareDigest: digestOf(metafield),
    createdAt: metafield.createdAt,
    updatedAt: metafield.updatedAt,
    description: null,
    sizeInBytes: Buffer.byteLength(metafield.value),
    ownerType: type,
    owner: () => ownerView(caller, type, owner.id),
    definition: () => {
      const definition = definitionOf(caller.shop, type, metafield.namespace, metafield.key)
      return definition ? definitionView(caller, definition) : null
    },
    reference: null,
    references: null,
  }
}

/** The fields `metafield` and `metafields` of anything that has some. */
export function metafieldFields(caller: Caller, type: OwnerType, owner: MetafieldOwner): Record<string, unknown> {
  return {
    metafield: (args: Args) => {
      const found = findMetafield(caller.world, owner, given(args, 'namespace'), text(args, 'key') ?? '')
      return found ? metafieldView(caller, found, type, owner) : null
    },
    metafields: (args: Args) => {
      const namespace = text(args, 'namespace')
      const resolved = namespace === undefined ? undefined : resolveNamespace(caller.world, namespace)
      const keys = texts(args, 'keys').map((key) => {
        const dot = key.lastIndexOf('.')
        return dot < 0
          ? { namespace: resolved, key }
          : { namespace: resolveNamespace(caller.world, key.slice(0, dot)), key: key.slice(dot + 1) }
      })
      const found = owner.metafields.filter(
        (one) =>
          (resolved === undefined || one.namespace === resolved) &&
          (keys.length === 0 || keys.some((wanted) => wanted.key === one.key && (wanted.namespace ?? one.namespace) === one.namespace)),
      )
      return page(
        'Metafield',
        found,
        args,
        (one) => metafieldView(caller, one, type, owner),
        (one) => String(one.id),
      )
    },
  }
}

const eligibleForUnique = new Set(['id', 'single_line_text_field', 'number_integer', 'url'])

function capabilities(definition: MetafieldDefinition): View {
  const of = (enabled: boolean, eligible: boolean, typename: string, more: Record<string, unknown> = {}) => ({
    __typename: typename,
    enabled,
    eligible,
    ...more,
  })
  const { adminFilterable, uniqueValues, smartCollectionCondition } = definition.capabilities
  return {
    __typename: 'MetafieldCapabilities',
    adminFilterable: of(adminFilterable, true, 'MetafieldCapabilityAdminFilterable', {
      status: adminFilterable ? 'FILTERABLE' : 'NOT_FILTERABLE',
    }),
    analyticsQueryable: of(false, false, 'MetafieldCapabilityAnalyticsQueryable'),
    cartToOrderCopyable: of(false, false, 'MetafieldCapabilityCartToOrderCopyable'),
    smartCollectionCondition: of(
      smartCollectionCondition,
      definition.ownerType === 'PRODUCT',
      'MetafieldCapabilitySmartCollectionCondition',
    ),
    uniqueValues: of(uniqueValues, eligibleForUnique.has(definition.type), 'MetafieldCapabilityUniqueValues'),
  }
}

function constraintsOf(definition: MetafieldDefinition): View {
  const { constraints } = definition
  return {
    __typename: 'MetafieldDefinitionConstraints',
    // Recorded: the values come back, the key is null even where one was set.
    key: null,
    values: (args: Args) =>
      page(
        'MetafieldDefinitionConstraintValue',
        (constraints?.values ?? []).map((value, i) => ({ id: i + 1, value })),
        args,
        (one) => ({ __typename: 'MetafieldDefinitionConstraintValue', value: one.value }),
      ),
  }
}

/** A metafield definition as the Admin API shows it. */
export function definitionView(caller: Caller, definition: MetafieldDefinition): View {
  return {
    __typename: 'MetafieldDefinition',
    id: gid('MetafieldDefinition', definition.id),
    name: definition.name,
    namespace: definition.namespace,
    key: definition.key,
    description: definition.description,
    ownerType: definition.ownerType,
    type: {
      __typename: 'MetafieldDefinitionType',
      name: definition.type,
      category: categoryOf(definition.type),
      supportsDefinitionMigrations: false,
      supportedValidations: [],
    },
    validations: definition.validations.map((one) => ({
      __typename: 'MetafieldDefinitionValidation',
      ...one,
      type: 'single_line_text_field',
    })),
    validationStatus: 'ALL_VALID',
    pinnedPosition: definition.pinnedPosition,
    access: { __typename: 'MetafieldAccess', ...definition.access },
    capabilities: () => capabilities(definition),
    constraints: () => constraintsOf(definition),
    useAsCollectionCondition: definition.capabilities.smartCollectionCondition,
    standardTemplate: null,
    metafieldsCount: () => metafieldsUnder(caller, definition).length,
    metafields: (args: Args) =>
      page('Metafield', metafieldsUnder(caller, definition), args, ({ metafield, owner }) =>
        metafieldView(caller, metafield, definition.ownerType as OwnerType, owner),
      ),
  }
}

/** Every metafield that a definition describes. */
export function metafieldsUnder(
  caller: Caller,
  definition: MetafieldDefinition,
): { id: number; metafield: Metafield; owner: MetafieldOwner }[] {
  const { shop } = caller
  const owners: Record<string, Iterable<MetafieldOwner>> = {
    CUSTOMER: shop.customers.values(),
    PRODUCT: shop.products.values(),
    ORDER: shop.orders.values(),
    SHOP: [{ id: shop.id, metafields: shop.shopMetafields }],
  }
  return [...(owners[definition.ownerType] ?? [])].flatMap((owner) =>
    owner.metafields
      .filter((one) => one.namespace === definition.namespace && one.key === definition.key)
      .map((metafield) => ({ id: metafield.id, metafield, owner })),
  )
}
