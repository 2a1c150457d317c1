import { gid } from '../store/gids.ts'
import type { Address, Customer, Shop } from '../store/types.ts'
import { zonedTime } from './times.ts'

function addressPayload(customer: Customer, address: Address): Record<string, unknown> {
  return {
    id: address.id,
    customer_id: customer.id,
    first_name: address.firstName,
    last_name: address.lastName,
    company: address.company,
    address1: address.address1,
    address2: address.address2,
    city: address.city,
    province: address.province,
    country: address.country,
    zip: address.zip,
    phone: address.phone,
    name: [address.firstName, address.lastName].filter(Boolean).join(' '),
    province_code: address.provinceCode,
    country_code: address.countryCode,
    country_name: address.country,
    default: address.id === customer.defaultAddressId,
  }
}

/** The body of customers/create, update, enable and disable: no tags, no consents, no orders (platform fact 2.3). Names and contacts are withheld without approval. */
export function customerPayload(shop: Shop, customer: Customer): Record<string, unknown> {
  const open = shop.settings.protectedCustomerData === 'level-2'
  const home = customer.addresses.find((one) => one.id === customer.defaultAddressId)
  return {
    id: customer.id,
    created_at: zonedTime(customer.createdAt, shop.timeZone),
    updated_at: zonedTime(customer.updatedAt, shop.timeZone),
    first_name: open ? customer.firstName : null,
    last_name: open ? customer.lastName : null,
    state: customer.state.toLowerCase(),
    note: customer.note,
    verified_email: customer.verifiedEmail,
    multipass_identifier: customer.multipassIdentifier,
    tax_exempt: customer.taxExempt,
    email: open ? customer.email : null,
    phone: open ? customer.phone : null,
    currency: shop.currency,
    addresses: open ? customer.addresses.map((one) => addressPayload(customer, one)) : [],
    tax_exemptions: customer.taxExemptions,
    admin_graphql_api_id: gid('Customer', customer.id),
    ...(open && home ? { default_address: addressPayload(customer, home) } : {}),
  }
}
