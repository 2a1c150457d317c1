import type { AddressDraft } from '../../store/addresses.ts'
import type { CustomerDraft } from '../../store/customers.ts'
import { NO_CONSENT } from '../../store/customers.ts'
import type { MetafieldDraft } from '../../store/metafields.ts'
import type { World } from '../../store/world.ts'
import { type Args, given, record, records, texts } from '../context.ts'
import { readConsent } from './consent-input.ts'

const ADDRESS_FIELDS = [
  'firstName',
  'lastName',
  'company',
  'address1',
  'address2',
  'city',
  'province',
  'provinceCode',
  'country',
  'countryCode',
  'zip',
  'phone',
] as const

/** A MailingAddressInput; fields that were left out stay undefined. */
export function readAddressInput(input: Args): AddressDraft {
  return Object.fromEntries(ADDRESS_FIELDS.filter((field) => input[field] !== undefined).map((field) => [field, given(input, field)]))
}

/** A MetafieldInput or MetafieldsSetInput. */
export function readMetafieldInput(input: Args): MetafieldDraft {
  return {
    namespace: given(input, 'namespace'),
    key: given(input, 'key') ?? '',
    type: given(input, 'type'),
    value: given(input, 'value') ?? '',
    digest: given(input, 'compareDigest'),
  }
}

const listOrNull = (input: Args, field: string) =>
  input[field] === undefined ? undefined : input[field] === null ? null : texts(input, field)

/** The plain part of CustomerInput and CustomerSetInput. */
export function readCustomerInput(input: Args): CustomerDraft {
  return {
    firstName: given(input, 'firstName'),
    lastName: given(input, 'lastName'),
    email: given(input, 'email'),
    phone: given(input, 'phone'),
    note: given(input, 'note'),
    locale: given(input, 'locale'),
    tags: listOrNull(input, 'tags'),
    taxExempt: typeof input.taxExempt === 'boolean' ? input.taxExempt : undefined,
    taxExemptions: listOrNull(input, 'taxExemptions'),
    multipassIdentifier: given(input, 'multipassIdentifier'),
    addresses: Array.isArray(input.addresses) ? records(input, 'addresses').map(readAddressInput) : undefined,
    metafields: input.metafields ? records(input, 'metafields').map(readMetafieldInput) : undefined,
  }
}

/** The consents that only a new customer may bring along. */
export function readInlineConsents(world: World, input: Args) {
  const email = input.emailMarketingConsent
    ? readConsent(world, record(input, 'emailMarketingConsent'), ['emailMarketingConsent'], NO_CONSENT)
    : undefined
  const sms = input.smsMarketingConsent
    ? readConsent(world, record(input, 'smsMarketingConsent'), ['smsMarketingConsent'], NO_CONSENT)
    : undefined
  return {
    emailConsent: email?.consent,
    smsConsent: sms && { ...sms.consent, collectedFrom: 'OTHER' as const },
    errors: [...(email?.errors ?? []), ...(sms?.errors ?? [])],
  }
}
