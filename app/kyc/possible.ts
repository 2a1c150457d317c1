import type { Act } from '../staff/roles.ts'
import type { Case, CaseEvent, Part } from './case.ts'
import { missingOf, type StepRefusal, step } from './machine.ts'

/** What a reviewer may press on a case page. */
export type Press = 'approve' | 'accept-and-approve' | 'refuse' | 'reopen' | 'revoke' | 'freeze' | 'thaw' | `${'accept' | 'return'}-${Part}`

/** Why a button is off; null: it is on. */
export type Because =
  | StepRefusal['because']
  | 'verified'
  | 'already-frozen'
  | 'parts-not-accepted'
  | 'unchanged'
  | 'not-your-role'
  | 'claimed'
  | 'legs-open'

/** The right that a decision needs, of whatever party; an approval of a corporation that counts needs one more (second-eyes.ts). */
export const actFor = (type: CaseEvent['type'] | 'accept-and-approve'): Act =>
  type === 'freeze' ? 'freeze' : type === 'refuse' || type === 'reopen' ? 'refuse' : 'decide'

/**
 * What each button of a case page would meet, asked of the law itself so that screen and law cannot disagree (C17, C18), and of the rights of
 * the member who looks. Open legs of the legal method hold an approval back that the law would take, as the decision does (table C 3).
 */
export function possible(of: Case, acts: readonly Act[], legsOpen = false): Readonly<Record<Press, Because | null>> {
  const lawful = byLaw(of)
  const presses = Object.entries(lawful) as [Press, Because | null][]
  const withRight = presses.map(([press, because]) => {
    if (!acts.includes(actFor(typeOf(press)))) return [press, 'not-your-role'] as const
    return [press, because === null && legsOpen && press.endsWith('approve') ? 'legs-open' : because] as const
  })
  return Object.fromEntries(withRight) as typeof lawful
}

const typeOf = (press: Press): CaseEvent['type'] | 'accept-and-approve' => {
  if (press === 'accept-identity' || press === 'accept-corporate') return 'accept'
  return press === 'return-identity' || press === 'return-corporate' ? 'return' : press
}

function byLaw(of: Case): Readonly<Record<Press, Because | null>> {
  const ask = (event: CaseEvent): Because | null => {
    const result = step(of, event)
    return result.ok ? null : result.refusal.because
  }
  return {
    'accept-identity': ask({ type: 'accept', part: 'identity' }),
    'accept-corporate': ask({ type: 'accept', part: 'corporate' }),
    'return-identity': ask({ type: 'return', part: 'identity' }),
    'return-corporate': ask({ type: 'return', part: 'corporate' }),
    approve: approval(of, ask({ type: 'approve', via: 'app' })),
    'accept-and-approve': allAtOnce(of),
    refuse: of.refused ? 'unchanged' : ask({ type: 'refuse' }),
    reopen: ask({ type: 'reopen' }),
    revoke: ask({ type: 'revoke' }),
    freeze: of.frozen ? 'already-frozen' : ask({ type: 'freeze' }),
    thaw: ask({ type: 'thaw' }),
  }
}

function approval(of: Case, because: Because | null): Because | null {
  if (of.verified && !of.refused) return 'verified'
  return because === 'papers-missing' && missingOf(of, 'submitted').length === 0 ? 'parts-not-accepted' : because
}

/** One click where everything required was submitted: what is not accepted yet is accepted, then the case is approved. */
function allAtOnce(of: Case): Because | null {
  if (of.verified) return 'verified'
  if (of.refused) return 'refused'
  if (of.frozen) return 'frozen'
  return missingOf(of, 'submitted').length > 0 ? 'papers-missing' : null
}
