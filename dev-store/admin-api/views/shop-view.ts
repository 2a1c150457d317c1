import { gid } from '../../store/gids.ts'
import type { Shop } from '../../store/types.ts'
import type { Caller, View } from '../context.ts'
import { metafieldFields } from './metafield-view.ts'

const PLANS: Record<Shop['settings']['plan'], readonly [string, string]> = {
  basic: ['Basic', 'Basic'],
  grow: ['Shopify', 'Grow'],
  advanced: ['Advanced', 'Advanced'],
  plus: ['Shopify Plus', 'Shopify Plus'],
  development: ['Developer Preview', 'Development'],
}

function planView(shop: Shop): View {
  const [displayName, publicDisplayName] = PLANS[shop.settings.plan]
  return {
    __typename: 'ShopPlan',
    displayName,
    publicDisplayName,
    partnerDevelopment: shop.settings.plan === 'development',
    shopifyPlus: shop.settings.plan === 'plus',
  }
}

/** Offset of a time zone now, "+0900", and in minutes. */
function offsetOf(timeZone: string): { text: string; minutes: number } {
  const part = new Intl.DateTimeFormat('en', { timeZone, timeZoneName: 'longOffset' })
    .formatToParts()
    .find((one) => one.type === 'timeZoneName')
  const text = part?.value.replace('GMT', '').replace(':', '') || '+0000'
  const sign = text.startsWith('-') ? -1 : 1
  return { text, minutes: sign * (Number(text.slice(1, 3)) * 60 + Number(text.slice(3, 5))) }
}

function timeFields(shop: Shop): Record<string, unknown> {
  const zone = offsetOf(shop.timeZone)
  return {
    ianaTimezone: shop.timeZone,
    timezoneAbbreviation: shop.timeZone === 'Asia/Tokyo' ? 'JST' : 'UTC',
    timezoneOffset: zone.text,
    timezoneOffsetMinutes: zone.minutes,
  }
}

/** The shop as the Admin API shows it. */
export function shopView(caller: Caller): View {
  const { shop } = caller
  const { origin } = caller.world.config
  const primary = { __typename: 'Domain', id: gid('Domain', shop.id), host: shop.domain, url: `https://${shop.domain}`, sslEnabled: true }
  return {
    __typename: 'Shop',
    id: gid('Shop', shop.id),
    name: shop.name,
    email: shop.email,
    contactEmail: shop.email,
    description: null,
    myshopifyDomain: shop.domain,
    url: `https://${shop.domain}`,
    primaryDomain: primary,
    currencyCode: shop.currency,
    ...timeFields(shop),
    shopOwnerName: () => {
      const owner = shop.staff.find((person) => person.accountOwner)
      return owner ? `${owner.lastName} ${owner.firstName}` : shop.name
    },
    plan: planView(shop),
    customerTags: () => ({
      __typename: 'StringConnection',
      nodes: [...new Set([...shop.customers.values()].flatMap((one) => one.tags))].sort(),
    }),
    customerAccountsV2: {
      __typename: 'CustomerAccountsV2',
      customerAccountsVersion: 'NEW_CUSTOMER_ACCOUNTS',
      loginRequiredAtCheckout: shop.settings.customersNeedAccount,
      loginLinksVisibleOnStorefrontAndCheckout: true,
      url: `${origin}/account/${shop.handle}`,
    },
    billingAddress: {
      __typename: 'ShopAddress',
      id: gid('ShopAddress', shop.id),
      countryCodeV2: shop.countryCode,
      country: shop.countryCode === 'JP' ? 'Japan' : shop.countryCode,
    },
    createdAt: shop.createdAt,
    updatedAt: shop.createdAt,
    weightUnit: 'KILOGRAMS',
    unitSystem: 'METRIC_SYSTEM',
    taxesIncluded: true,
    checkoutApiSupported: true,
    setupRequired: false,
    ...metafieldFields(caller, 'SHOP', { id: shop.id, metafields: shop.shopMetafields }),
  }
}
