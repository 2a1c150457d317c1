import { NO_CONSENT } from '../../store/customers.ts'
import { type FieldError, fieldError } from '../../store/outcome.ts'
import type { Consent, OptInLevel } from '../../store/types.ts'
import { stamp, timeOf, type World } from '../../store/world.ts'
import { apiError } from '../api-error.ts'
import { type Args, text } from '../context.ts'

const SETTABLE = new Set(['SUBSCRIBED', 'UNSUBSCRIBED', 'PENDING'])

/** The consent somebody sends, or what Shopify says against it. States that only Shopify may give are a top-level error (recorded). */
export function readConsent(
  world: World,
  input: Args,
  path: readonly string[],
  before: Consent,
): { consent: Consent; errors: FieldError[] } {
  const state = text(input, 'marketingState') ?? ''
  if (!SETTABLE.has(state)) throw apiError(`Cannot specify ${state} as a marketing state input`, 'INVALID')
  const level = text(input, 'marketingOptInLevel') as OptInLevel | undefined
  const at = text(input, 'consentUpdatedAt')
  const errors: FieldError[] = []
  if (level === undefined && state !== 'UNSUBSCRIBED') {
    errors.push(fieldError([...path, 'marketingOptInLevel'], 'Marketing opt in level must exist', 'MISSING_ARGUMENT'))
  } else if (state === 'PENDING' && level !== 'CONFIRMED_OPT_IN') {
    const message = 'Marketing opt in level must be confirmed opt-in for pending consent state'
    errors.push(fieldError([...path, 'marketingOptInLevel'], message, 'INVALID'))
  }
  if (at !== undefined && Date.parse(at) > timeOf(world)) {
    errors.push(fieldError([...path, 'consentUpdatedAt'], 'Consent updated at must not be in the future', 'INVALID'))
  }
  const updatedAt = at === undefined ? stamp(world) : `${new Date(at).toISOString().slice(0, 19)}Z`
  return {
    consent: {
      state: state as Consent['state'],
      optInLevel: level ?? before.optInLevel ?? NO_CONSENT.optInLevel,
      updatedAt,
      collectedFrom: null,
    },
    errors,
  }
}
