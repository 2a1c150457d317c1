import { resolveNamespace } from '../../store/metafields.ts'
import type { Customer, Shop } from '../../store/types.ts'
import type { World } from '../../store/world.ts'

export interface MetafieldRow {
  /** Namespace and key as developers write them: `$app.verified`. */
  readonly id: string
  readonly namespace: string
  readonly key: string
  readonly name: string
  readonly type: string
  /** Empty text: blank. */
  readonly value: string
  readonly writable: boolean
}

/** Our own namespace shortened to `$app`; all others as they are. */
function shortNamespace(world: World, namespace: string): string {
  const own = resolveNamespace(world, '$app')
  if (namespace === own) return '$app'
  return namespace.startsWith(`${own}--`) ? `$app:${namespace.slice(own.length + 2)}` : namespace
}

/** The metafields of a customer as the admin lists them: every definition, pinned ones first, then values without a definition. */
export function metafieldRows(world: World, shop: Shop, customer: Customer): MetafieldRow[] {
  const rank = (position: number | null) => position ?? Number.MAX_SAFE_INTEGER
  const definitions = [...shop.definitions.values()]
    .filter(({ ownerType }) => ownerType === 'CUSTOMER')
    .sort((a, b) => rank(a.pinnedPosition) - rank(b.pinnedPosition))
  const found = (namespace: string, key: string) => customer.metafields.find((one) => one.namespace === namespace && one.key === key)
  const defined = definitions.map(({ namespace, key, name, type, access }) => ({
    id: `${shortNamespace(world, namespace)}.${key}`,
    namespace,
    key,
    name,
    type,
    value: found(namespace, key)?.value ?? '',
    // Namespaces that no app owns are open to staff; an app says for its own whether staff may write.
    writable: !namespace.startsWith('app--') || access.admin === 'MERCHANT_READ_WRITE',
  }))
  const loose = customer.metafields
    .filter(({ namespace, key }) => !definitions.some((one) => one.namespace === namespace && one.key === key))
    .map(({ namespace, key, type, value }) => ({
      id: `${shortNamespace(world, namespace)}.${key}`,
      namespace,
      key,
      name: key,
      type,
      value,
      writable: true,
    }))
  return [...defined, ...loose]
}
