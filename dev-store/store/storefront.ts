import { setEmailConsent } from './consents.ts'
import { addTags, createCustomer, customerByEmail } from './customers.ts'
import { fieldError, type Outcome, refused } from './outcome.ts'
import { readTags } from './tags.ts'
import type { Actor, Customer, Shop } from './types.ts'
import { stamp, type World } from './world.ts'

const VISITOR: Actor = { kind: 'visitor' }

/** A person registers on the storefront. A known e-mail is refused here; signing in is the account page's business. */
export function registerCustomer(
  world: World,
  shop: Shop,
  form: { email: string; firstName?: string | null; lastName?: string | null; locale?: string },
): Outcome<Customer> {
  if (!form.email.trim()) return refused(fieldError(['email'], "Email can't be blank"))
  const { email, firstName, lastName } = form
  return createCustomer(world, shop, { email, firstName, lastName, locale: form.locale ?? shop.locale }, VISITOR)
}

/**
 * A theme's newsletter form (`contact[email]`, `contact[tags]`): any visitor can send it, for any e-mail, with any tags. A new e-mail
 * becomes a customer, a known one gets the tags on top; nothing can be removed this way. Platform facts 2.3, design of the labels.
 */
export function postNewsletterForm(world: World, shop: Shop, email: string, tags: string): Outcome<Customer> {
  const consent = { state: 'SUBSCRIBED', optInLevel: 'SINGLE_OPT_IN', updatedAt: stamp(world), collectedFrom: 'SHOPIFY' } as const
  const known = customerByEmail(shop, email)
  if (!known) {
    return createCustomer(world, shop, { email, tags: readTags([tags]), locale: shop.locale, emailConsent: consent }, VISITOR)
  }
  if (known.emailConsent.state !== 'SUBSCRIBED') setEmailConsent(world, shop, known, consent, VISITOR)
  return addTags(world, shop, known.id, [tags], VISITOR)
}
