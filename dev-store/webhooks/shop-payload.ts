import type { Shop } from '../store/types.ts'
import { zonedTime } from './times.ts'

const UNKNOWN = [
  'province',
  'address1',
  'zip',
  'city',
  'source',
  'phone',
  'latitude',
  'longitude',
  'address2',
  'province_code',
  'auto_configure_tax_inclusivity',
  'tax_shipping',
  'county_taxes',
  'google_apps_domain',
  'google_apps_login_enabled',
  'primary_location_id',
]

/** The body of app/uninstalled: the REST shop. */
export function shopPayload(shop: Shop): Record<string, unknown> {
  const owner = shop.staff.find((person) => person.accountOwner)
  const at = zonedTime(shop.createdAt, shop.timeZone)
  return {
    ...Object.fromEntries(UNKNOWN.map((name) => [name, null])),
    id: shop.id,
    name: shop.name,
    email: shop.email,
    domain: shop.domain,
    country: shop.countryCode,
    primary_locale: shop.locale,
    created_at: at,
    updated_at: at,
    country_code: shop.countryCode,
    country_name: shop.countryCode,
    currency: shop.currency,
    customer_email: shop.email,
    timezone: shop.timeZone,
    iana_timezone: shop.timeZone,
    shop_owner: owner ? `${owner.lastName} ${owner.firstName}` : shop.name,
    money_format: '¥{{amount_no_decimals}}',
    money_with_currency_format: '¥{{amount_no_decimals}} JPY',
    weight_unit: 'kg',
    taxes_included: true,
    plan_display_name: shop.settings.plan,
    plan_name: shop.settings.plan,
    has_discounts: false,
    has_gift_cards: false,
    myshopify_domain: shop.domain,
    money_in_emails_format: '¥{{amount_no_decimals}}',
    money_with_currency_in_emails_format: '¥{{amount_no_decimals}} JPY',
    eligible_for_payments: true,
    requires_extra_payments_agreement: false,
    password_enabled: false,
    has_storefront: true,
    finances: true,
    checkout_api_supported: true,
    multi_location_enabled: false,
    setup_required: false,
    pre_launch_enabled: false,
    enabled_presentment_currencies: [shop.currency],
    marketing_sms_consent_enabled_at_checkout: false,
    transactional_sms_disabled: false,
  }
}
