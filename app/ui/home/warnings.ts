import { missingScopes } from '../../shopify/scopes.ts'
import type { Facts } from '../../staff/facts.ts'
import type { Settings } from '../../staff/settings.ts'

/** Something that keeps the app from doing its work, which the owner should know. */
export type Warning =
  | { readonly code: 'facts-pending' }
  | { readonly code: 'names-withheld' }
  | { readonly code: 'scopes-missing'; readonly scopes: readonly string[] }
  | { readonly code: 'plan-without-functions'; readonly plan: string }
  | { readonly code: 'no-notices' }
  | { readonly code: 'holds-unset' }

/**
 * What the home warns of. Functions of an app with custom distribution run on Shopify Plus only (platform facts 9); the development plan of
 * partners has them too.
 */
export function warningsOf(facts: Facts, settings: Settings): readonly Warning[] {
  const { notices } = settings
  const warnings: Warning[] = []
  if (facts.readAt === undefined) warnings.push({ code: 'facts-pending' })
  else {
    const scopes = missingScopes(facts.scopes)
    if (scopes.length > 0) warnings.push({ code: 'scopes-missing', scopes })
    if (facts.namesWithheld) warnings.push({ code: 'names-withheld' })
    if (facts.plan && !facts.plan.plus && !facts.plan.development) warnings.push({ code: 'plan-without-functions', plan: facts.plan.name })
  }
  if (notices.to.length === 0 && (notices.registered || notices.submitted)) warnings.push({ code: 'no-notices' })
  if (settings.holds === null) warnings.push({ code: 'holds-unset' })
  return warnings
}
