import { isEmail, normaliseEmail } from '../../store/contact.ts'
import { createCustomer, customerByEmail } from '../../store/customers.ts'
import { gid } from '../../store/gids.ts'
import { fieldError } from '../../store/outcome.ts'
import type { Customer } from '../../store/types.ts'
import { stamp, tell } from '../../store/world.ts'
import { type Root, text } from '../context.ts'
import { userErrors } from './answers.ts'

const failed = {
  __typename: 'DataSaleOptOutPayload',
  customerId: null,
  userErrors: userErrors([fieldError(null, 'Data sale opt out failed.', 'FAILED')], 'DataSaleOptOutUserError'),
}

/** Opts an e-mail address out of the sale of its data; an unknown one becomes a customer, tagged as Shopify does (recorded). */
const dataSaleOptOut: Root = (args, caller) => {
  const email = normaliseEmail(text(args, 'email') ?? '')
  if (!isEmail(email)) return failed
  const { world, shop, by } = caller
  let customer: Customer | undefined = customerByEmail(shop, email)
  if (!customer) {
    const made = createCustomer(world, shop, { email, tags: ['created-by-dns-form'] }, by)
    if (!made.ok) return failed
    customer = made.value
  }
  if (!customer.dataSaleOptOut) {
    customer.dataSaleOptOut = true
    customer.updatedAt = stamp(world)
    tell(world, shop, { type: 'customer.data_sale_opt_out', subject: { type: 'Customer', id: customer.id }, by })
  }
  return { __typename: 'DataSaleOptOutPayload', customerId: gid('Customer', customer.id), userErrors: [] }
}

export const privacyMutations: Record<string, Root> = { dataSaleOptOut }
