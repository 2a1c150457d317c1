import { normaliseEmail, normalisePhone } from '../../store/contact.ts'
import { ownerOfContact } from '../../store/customer-rules.ts'
import { idOf } from '../../store/gids.ts'
import { definitionOf, findMetafield, resolveNamespace } from '../../store/metafields.ts'
import type { Customer } from '../../store/types.ts'
import { apiError } from '../api-error.ts'
import { type Args, type Caller, record, text } from '../context.ts'

/** The parts of a custom id; a top-level error when no definition of type `id` stands behind it (recorded). */
export function customIdOf(caller: Caller, identifier: Args): { namespace: string; key: string; value: string } | undefined {
  if (!identifier.customId) return undefined
  const input = record(identifier, 'customId')
  const namespace = resolveNamespace(caller.world, text(input, 'namespace'))
  const key = text(input, 'key') ?? ''
  if (definitionOf(caller.shop, 'CUSTOMER', namespace, key)?.type !== 'id') {
    throw apiError("Metafield definition of type 'id' is required when using custom ids.", 'NOT_FOUND')
  }
  return { namespace, key, value: text(input, 'value') ?? '' }
}

/** The customer an identifier names: id, e-mail and phone however written, or custom id. */
export function findByIdentifier(caller: Caller, identifier: Args): Customer | undefined {
  const { shop } = caller
  const id = text(identifier, 'id')
  if (id !== undefined) return shop.customers.get(idOf(id, 'Customer') ?? -1)
  const email = text(identifier, 'email')
  if (email !== undefined) return ownerOfContact(shop, 'email', normaliseEmail(email))
  const phone = text(identifier, 'phone')
  if (phone !== undefined) return ownerOfContact(shop, 'phone', normalisePhone(phone, shop.countryCode) ?? phone)
  const custom = customIdOf(caller, identifier)
  if (!custom) return undefined
  return [...shop.customers.values()].find((one) => findMetafield(caller.world, one, custom.namespace, custom.key)?.value === custom.value)
}
