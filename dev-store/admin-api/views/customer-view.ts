import { isEmail } from '../../store/contact.ts'
import { displayNameOf, ordersOf } from '../../store/customers.ts'
import { gid } from '../../store/gids.ts'
import type { Consent, Customer } from '../../store/types.ts'
import { timeOf } from '../../store/world.ts'
import { type Args, type Caller, number, type View } from '../context.ts'
import { page } from '../pages.ts'
import { addressView } from './address-view.ts'
import { metafieldFields } from './metafield-view.ts'
import { moneyView } from './money-view.ts'
import { orderView } from './order-view.ts'

function emailView(caller: Caller, customer: Customer): View | null {
  if (customer.email === null) return null
  const { emailConsent } = customer
  return {
    __typename: 'CustomerEmailAddress',
    emailAddress: customer.email,
    marketingState: emailConsent.state,
    marketingOptInLevel: emailConsent.optInLevel,
    marketingUpdatedAt: emailConsent.updatedAt,
    marketingUnsubscribeUrl: `${caller.world.config.origin}/storefront/${caller.shop.handle}/unsubscribe`,
    openTrackingLevel: 'UNKNOWN',
    openTrackingUrl: `${caller.world.config.origin}/storefront/${caller.shop.handle}/open_tracking`,
    sourceLocation: null,
    validFormat: isEmail(customer.email),
  }
}

function phoneView(customer: Customer): View | null {
  if (customer.phone === null) return null
  const consent = customer.smsConsent
  return {
    __typename: 'CustomerPhoneNumber',
    phoneNumber: customer.phone,
    marketingState: consent?.state ?? 'NOT_SUBSCRIBED',
    marketingOptInLevel: consent?.optInLevel ?? null,
    marketingUpdatedAt: consent?.updatedAt ?? null,
    marketingCollectedFrom: consent?.collectedFrom ?? null,
    sourceLocation: null,
  }
}

const consentView = (typename: string, consent: Consent): View => ({
  __typename: typename,
  marketingState: consent.state,
  marketingOptInLevel: consent.optInLevel,
  consentUpdatedAt: consent.updatedAt,
  consentCollectedFrom: consent.collectedFrom,
  sourceLocation: null,
})

const DAY = 86_400_000

function lifetime(caller: Caller, customer: Customer): string {
  const days = Math.floor((timeOf(caller.world) - Date.parse(customer.createdAt)) / DAY)
  return days < 1 ? 'less than a day' : days === 1 ? '1 day' : `${days} days`
}

function contactFields(caller: Caller, customer: Customer): Record<string, unknown> {
  return {
    email: customer.email,
    phone: customer.phone,
    defaultEmailAddress: () => emailView(caller, customer),
    defaultPhoneNumber: () => phoneView(customer),
    emailMarketingConsent: () =>
      customer.email === null ? null : consentView('CustomerEmailMarketingConsentState', customer.emailConsent),
    smsMarketingConsent: () => (customer.smsConsent === null ? null : consentView('CustomerSmsMarketingConsentState', customer.smsConsent)),
    validEmailAddress: customer.email !== null && isEmail(customer.email),
    verifiedEmail: customer.verifiedEmail,
    dataSaleOptOut: customer.dataSaleOptOut,
  }
}

/** A customer as the Admin API shows it. */
export function customerView(caller: Caller, customer: Customer): View {
  const { shop } = caller
  const orders = () => ordersOf(shop, customer)
  const spent = () => orders().reduce((sum, order) => sum + Number(order.total), 0)
  const home = customer.addresses.find((one) => one.id === customer.defaultAddressId)
  return {
    __typename: 'Customer',
    id: gid('Customer', customer.id),
    legacyResourceId: String(customer.id),
    firstName: customer.firstName,
    lastName: customer.lastName,
    displayName: displayNameOf(customer),
    ...contactFields(caller, customer),
    locale: customer.locale,
    note: customer.note,
    tags: customer.tags,
    state: customer.state,
    taxExempt: customer.taxExempt,
    taxExemptions: customer.taxExemptions,
    multipassIdentifier: customer.multipassIdentifier,
    canDelete: () => orders().length === 0,
    createdAt: customer.createdAt,
    updatedAt: customer.updatedAt,
    lifetimeDuration: () => lifetime(caller, customer),
    defaultAddress: home ? addressView(home) : null,
    addresses: (args: Args) => customer.addresses.slice(0, number(args, 'first') ?? undefined).map(addressView),
    addressesV2: (args: Args) => page('MailingAddress', customer.addresses, args, addressView, (one) => String(one.id)),
    numberOfOrders: () => String(orders().length),
    amountSpent: () => moneyView(shop, spent()),
    lastOrder: () => {
      const last = orders().at(-1)
      return last ? orderView(caller, last) : null
    },
    orders: (args: Args) => page('Order', orders(), args, (order) => orderView(caller, order)),
    mergeable: { __typename: 'CustomerMergeable', isMergeable: true, reason: null, errorFields: [], mergeInProgress: null },
    statistics: { __typename: 'CustomerStatistics', predictedSpendTier: null, rfmGroup: null },
    identityProviderSubjects: [],
    companyContactProfiles: [],
    hasTimelineComment: false,
    productSubscriberStatus: 'NEVER_SUBSCRIBED',
    unsubscribeUrl: `${caller.world.config.origin}/storefront/${shop.handle}/unsubscribe`,
    ...metafieldFields(caller, 'CUSTOMER', customer),
  }
}
