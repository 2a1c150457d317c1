import { addAddress, changeAddress } from '../../store/customer-addresses.ts'
import { deleteCustomer, updateCustomer } from '../../store/customers.ts'
import { gid } from '../../store/gids.ts'
import { deleteMetafield, setMetafield } from '../../store/metafields.ts'
import type { FieldError, Outcome } from '../../store/outcome.ts'
import { withoutTags, withTags } from '../../store/tags.ts'
import type { Actor, Customer } from '../../store/types.ts'
import { json } from '../reply.ts'
import { type Routes, readForm, type Visit } from '../visit.ts'
import { metafieldRows } from './customer-metafields.ts'
import { deskAt, staffAt } from './staff.ts'
import { refusalsIn } from './words.ts'

/** What one press of "Save" on the customer page sends: what was added and removed, not the whole list, so that tags the app wrote meanwhile stay. */
interface Edit {
  readonly added?: readonly string[]
  readonly removed?: readonly string[]
  readonly note?: string
  /** By `namespace.key` as shown; empty text blanks the metafield, which deletes it. */
  readonly metafields?: Readonly<Record<string, string>>
}

/** The store's reasons in the words of the person at the desk. */
const answer = (visit: Visit, outcome: Outcome<unknown>): Response =>
  outcome.ok ? json({}) : json({ errors: refusalsIn(deskAt(visit).words, outcome.errors) }, 422)
const notThere = (): Response => json({ errors: ['Customer does not exist'] }, 404)

function saveMetafields(visit: Visit, customer: Customer, values: Readonly<Record<string, string>>, by: Actor): readonly FieldError[] {
  const { world, shop } = visit
  const owner = gid('Customer', customer.id)
  return metafieldRows(world, shop, customer).flatMap(({ id, namespace, key, type, value: before, writable }) => {
    const value = values[id]
    if (value === undefined || value === before || !writable) return []
    if (value === '') {
      deleteMetafield(world, shop, owner, namespace, key, by)
      return []
    }
    const set = setMetafield(world, shop, owner, { namespace, key, type, value }, by)
    return set.ok ? [] : set.errors
  })
}

/** One edit by staff. Tags that come and go are one change of the list, so they are told in one breath, as Shopify does. */
function save(visit: Visit, customer: Customer, edit: Edit, by: Actor): Response {
  const { added = [], removed = [], note, metafields = {} } = edit
  const tags = withTags(withoutTags(customer.tags, removed), added)
  const tagsMoved = tags.join() !== customer.tags.join()
  const draft = { ...(tagsMoved ? { tags } : {}), ...(note === undefined ? {} : { note }) }
  if (Object.keys(draft).length) {
    const updated = updateCustomer(visit.world, visit.shop, customer.id, draft, by)
    if (!updated.ok) return answer(visit, updated)
  }
  const errors = saveMetafields(visit, customer, metafields, by)
  return answer(visit, errors.length ? { ok: false, errors } : { ok: true, value: customer })
}

const orNull = (form: Map<string, string>, name: string): string | null => form.get(name)?.trim() || null

/** Finds the customer of the address and who is editing. */
const edited =
  (screen: (visit: Visit, customer: Customer, by: Actor) => Promise<Response> | Response) =>
  (visit: Visit): Promise<Response> | Response => {
    const customer = visit.shop.customers.get(Number(visit.params.id))
    return customer ? screen(visit, customer, { kind: 'staff', id: staffAt(visit).id }) : notThere()
  }

export const customerEdits: Routes = {
  'POST /store/:handle/customers/:id/edit': edited(async (visit, customer, by) =>
    save(visit, customer, (await visit.request.json()) as Edit, by),
  ),
  'POST /store/:handle/customers/:id/contact': edited(async (visit, customer, by) => {
    const form = await readForm(visit.request)
    const draft = {
      firstName: orNull(form, 'firstName'),
      lastName: orNull(form, 'lastName'),
      email: orNull(form, 'email'),
      phone: orNull(form, 'phone'),
    }
    return answer(visit, updateCustomer(visit.world, visit.shop, customer.id, draft, by))
  }),
  'POST /store/:handle/customers/:id/address': edited(async (visit, customer, by) => {
    const form = await readForm(visit.request)
    const names = [
      'firstName',
      'lastName',
      'company',
      'address1',
      'address2',
      'city',
      'province',
      'provinceCode',
      'countryCode',
      'zip',
      'phone',
    ] as const
    const draft = Object.fromEntries(names.map((name) => [name, orNull(form, name)]))
    const { world, shop } = visit
    if (customer.defaultAddressId === null) return answer(visit, addAddress(world, shop, customer, draft, true, by))
    return answer(visit, changeAddress(world, shop, customer, customer.defaultAddressId, draft, true, by))
  }),
  'POST /store/:handle/customers/:id/delete': edited((visit, customer, by) =>
    answer(visit, deleteCustomer(visit.world, visit.shop, customer.id, by)),
  ),
}
