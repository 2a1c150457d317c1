import { areaOf, linesOf } from '../../store/addresses.ts'
import { gid } from '../../store/gids.ts'
import type { Address } from '../../store/types.ts'
import type { Args, View } from '../context.ts'

/** The gid of a customer's address, with the suffix Shopify gives it. */
export const addressGid = (id: number): string => `${gid('MailingAddress', id)}?model_name=CustomerAddress`

/** An address as the Admin API shows it. */
export function addressView(address: Address): View {
  return {
    __typename: 'MailingAddress',
    ...address,
    id: addressGid(address.id),
    countryCodeV2: address.countryCode,
    name: [address.firstName, address.lastName].filter(Boolean).join(' ') || null,
    formattedArea: areaOf(address),
    formatted: (args: Args) => linesOf(address, { name: args.withName === true, company: args.withCompany !== false }),
    coordinatesValidated: false,
    latitude: null,
    longitude: null,
    timeZone: null,
    validationResultSummary: null,
  }
}
