import { NO_CONSENT } from './customers.ts'
import type { Actor, Consent, Customer, Shop } from './types.ts'
import { stamp, tell, type World } from './world.ts'

/** Notes what a customer allowed by e-mail; without an e-mail address nothing happens (recorded). */
export function setEmailConsent(world: World, shop: Shop, customer: Customer, consent: Consent, by: Actor): void {
  if (customer.email === null) return
  customer.emailConsent = { ...NO_CONSENT, ...consent }
  customer.updatedAt = stamp(world)
  tell(world, shop, { type: 'customers_email_marketing_consent/update', subject: { type: 'Customer', id: customer.id }, by })
}

/** Notes what a customer allowed by SMS; the caller made sure that there is a phone number. */
export function setSmsConsent(world: World, shop: Shop, customer: Customer, consent: Consent, by: Actor): void {
  customer.smsConsent = { ...NO_CONSENT, ...consent }
  customer.updatedAt = stamp(world)
  tell(world, shop, { type: 'customers_marketing_consent/update', subject: { type: 'Customer', id: customer.id }, by })
}
