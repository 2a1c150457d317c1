import { type AddressDraft, readAddress } from './addresses.ts'
import { done, fieldError, type Outcome, refused } from './outcome.ts'
import type { Actor, Address, Customer, Shop } from './types.ts'
import { nextId, stamp, tell, type World } from './world.ts'

function touched(world: World, shop: Shop, customer: Customer, by: Actor): void {
  customer.updatedAt = stamp(world)
  tell(world, shop, { type: 'customers/update', subject: { type: 'Customer', id: customer.id }, by })
}

/** A further address; names that are left out are the customer's. The first one is the default. */
export function addAddress(
  world: World,
  shop: Shop,
  customer: Customer,
  draft: AddressDraft,
  asDefault: boolean,
  by: Actor,
): Outcome<Address> {
  const read = readAddress(
    { firstName: customer.firstName, lastName: customer.lastName, ...draft },
    undefined,
    ['address'],
    shop.countryCode,
  )
  if (!read.ok) return read
  const address: Address = { id: nextId(shop), ...read.value }
  customer.addresses.push(address)
  if (asDefault || customer.defaultAddressId === null) customer.defaultAddressId = address.id
  touched(world, shop, customer, by)
  return done(address)
}

/** Lays a form over an address of this customer. */
export function changeAddress(
  world: World,
  shop: Shop,
  customer: Customer,
  id: number,
  draft: AddressDraft,
  asDefault: boolean,
  by: Actor,
): Outcome<Address> {
  const address = customer.addresses.find((one) => one.id === id)
  if (!address) return refused(fieldError(['addressId'], 'Address does not exist'))
  const read = readAddress(draft, address, ['address'], shop.countryCode)
  if (!read.ok) return read
  Object.assign(address, read.value)
  if (asDefault) customer.defaultAddressId = id
  touched(world, shop, customer, by)
  return done(address)
}

/** Removes an address; the first of those left becomes the default. */
export function removeAddress(world: World, shop: Shop, customer: Customer, id: number, by: Actor): Outcome<number> {
  if (!customer.addresses.some((one) => one.id === id)) return refused(fieldError(['addressId'], 'Address does not exist'))
  customer.addresses = customer.addresses.filter((one) => one.id !== id)
  if (customer.defaultAddressId === id) customer.defaultAddressId = customer.addresses[0]?.id ?? null
  touched(world, shop, customer, by)
  return done(id)
}

/** Makes one of the customer's addresses the default. */
export function chooseDefaultAddress(world: World, shop: Shop, customer: Customer, id: number, by: Actor): Outcome<Customer> {
  if (!customer.addresses.some((one) => one.id === id)) return refused(fieldError(['addressId'], 'Address does not exist'))
  customer.defaultAddressId = id
  touched(world, shop, customer, by)
  return done(customer)
}
