import { ok, type Result, refuse } from '../platform/result.ts'
import type { World } from '../platform/world.server.ts'
import { NotInstalled, type ShopClient, ShopifyRefused, ShopifySilent } from '../shopify/client.server.ts'
import { customerGid } from '../shopify/gid.ts'
import {
  AddAddressDocument,
  ChangeAddressDocument,
  CustomerDetailsDocument,
  type CustomerDetailsQuery,
} from '../shopify/operations.generated.ts'
import { faultsOf } from './address-errors.ts'
import { addressName, type NameParts, nameOf } from './names.ts'
import type { Profile } from './profile.ts'
import type { ProfileForm } from './profile-form.ts'
import { writtenPhone } from './written.ts'

type Customer = NonNullable<CustomerDetailsQuery['customer']>

/** What Shopify's own record says of a customer; the truth for name and address (A08). */
export interface NativeRecord {
  readonly name: string | null
  readonly address: Omit<ProfileForm, 'occupation' | 'birthDate'> | null
}

/** Reads the native record; null when Shopify does not answer now. */
export async function nativeRecord(world: World, shop: string, customer: bigint): Promise<NativeRecord | null> {
  try {
    const found = await readCustomer(await world.shopify(shop), customer)
    return { name: found ? nameOf(found) : null, address: found?.defaultAddress ? formOf(found.defaultAddress) : null }
  } catch (error) {
    if (isTrouble(error)) return null
    throw error
  }
}

/** Writes the default address of a customer, phone included; Shopify's complaints come back as faults of our fields (A08). */
export async function saveAddress(world: World, shop: string, customer: bigint, address: Profile['address']): Promise<Result<null>> {
  try {
    const client = await world.shopify(shop)
    const known = await readCustomer(client, customer)
    const id = known?.defaultAddress?.id
    // A further address copies the customer's name, which may hold what addresses refuse; no field of ours could mend that.
    const name = known && addressName({ firstName: known.firstName ?? null, lastName: known.lastName ?? null })
    const errors = id ? await change(client, customer, id, address) : await add(client, customer, { ...name, ...address })
    return errors.length > 0 ? refuse({ code: 'bad-input', fields: faultsOf(errors) }) : ok(null)
  } catch (error) {
    if (isTrouble(error)) return refuse({ code: 'not-now', because: 'store-silent' })
    throw error
  }
}

const isTrouble = (error: unknown): boolean =>
  error instanceof NotInstalled || error instanceof ShopifyRefused || error instanceof ShopifySilent

async function readCustomer(client: ShopClient, customer: bigint): Promise<Customer | null> {
  const { data } = await client.request(CustomerDetailsDocument, { id: customerGid(customer) })
  return data.customer
}

async function add(client: ShopClient, customer: bigint, address: Profile['address'] & Partial<NameParts>) {
  const { data } = await client.request(AddAddressDocument, { customer: customerGid(customer), address })
  return data.customerAddressCreate?.userErrors ?? []
}

async function change(client: ShopClient, customer: bigint, id: string, address: Profile['address']) {
  const { data } = await client.request(ChangeAddressDocument, { customer: customerGid(customer), address: id, change: address })
  return data.customerAddressUpdate?.userErrors ?? []
}

function formOf(address: NonNullable<Customer['defaultAddress']>): NativeRecord['address'] {
  const country = address.countryCodeV2 ?? 'JP'
  return {
    company: address.company ?? '',
    country,
    zip: address.zip ?? '',
    province: (country === 'JP' ? address.provinceCode : address.province) ?? '',
    city: address.city ?? '',
    address1: address.address1 ?? '',
    address2: address.address2 ?? '',
    phone: address.phone ? writtenPhone(address.phone) : '',
  }
}
