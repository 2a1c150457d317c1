import { ok, type Result, refuse } from '../platform/result.ts'
import { type Case, type CaseEvent, type Part, partsOf } from './case.ts'
import type { Missing } from './protocol.ts'

/** Why the law does not take an event now; a `not-now` for the doors. */
export interface StepRefusal {
  readonly code: 'not-now'
  readonly because:
    | 'refused'
    | 'not-refused'
    | 'frozen'
    | 'not-frozen'
    | 'not-verified'
    | 'not-submitted'
    | 'no-such-part'
    | 'papers-missing'
  readonly missing: readonly Missing[]
}

type Change = Partial<Case> | StepRefusal['because']
type Law = { readonly [Type in CaseEvent['type']]: (of: Case, event: Extract<CaseEvent, { type: Type }>) => Change }

// A denial is pending until the store shows it; only an approval, which is a later decision, lifts it before that.
const DENIED = { denyPending: true } as const

/** The event table of design.md section 3: what changes, or why the event is not allowed. */
const LAW: Law = {
  'choose-party': (of, { party }) =>
    of.refused ? 'refused' : party === of.party ? {} : of.verified ? { ...revoked(of), party } : { party },
  submit: (of, { part }) => (of.refused ? 'refused' : has(of, part) ? { [part]: 'submitted' } : 'no-such-part'),
  accept: (of, { part }) => (!has(of, part) ? 'no-such-part' : of[part] === 'submitted' ? { [part]: 'accepted' } : 'not-submitted'),
  return: (of, { part }) =>
    !has(of, part)
      ? 'no-such-part'
      : of[part] === 'submitted' || of[part] === 'accepted'
        ? { [part]: 'returned', ...DENIED }
        : 'not-submitted',
  approve: (of, { via }) =>
    of.refused
      ? 'refused'
      : of.frozen
        ? 'frozen'
        : via === 'app' && missingOf(of, 'accepted').length > 0
          ? 'papers-missing'
          : { ...everyPart(of, 'accepted'), verified: true, denyPending: false },
  revoke: (of) => (of.verified ? revoked(of) : 'not-verified'),
  refuse: (of) => ({ ...revoked(of), refused: true }),
  // What staff did by hand while it was refused must not count once it is open again: pending until the store has been read.
  reopen: (of) => (of.refused ? { refused: false, ...DENIED } : 'not-refused'),
  freeze: () => ({ frozen: true, ...DENIED }),
  thaw: (of) => (of.frozen ? { frozen: false } : 'not-frozen'),
  expire: (of, { part }) => (has(of, part) ? { [part]: 'none', verified: false, ...DENIED } : 'no-such-part'),
  'note-payout': () => ({ payout: true }),
  'clear-payout': () => ({ payout: false }),
}

/** Moves a case by one event of the table in design.md section 3, or says why not. Nothing changed: the same object, the same version. */
export function step(from: Case, event: CaseEvent): Result<Case, StepRefusal> {
  const change = (LAW[event.type] as (of: Case, event: CaseEvent) => Change)(from, event)
  if (typeof change === 'string') {
    return refuse({ code: 'not-now', because: change, missing: change === 'papers-missing' ? missingOf(from, 'accepted') : [] })
  }
  return ok(changed(from, change))
}

/**
 * The case with a change and the next version; the same object when the change changes nothing. A denial said again is a new version
 * all the same: a cycle that read before it must not commit, or it would confirm the denial with a reading that is older.
 */
export function changed(from: Case, change: Partial<Case>): Case {
  const differs = (Object.keys(change) as (keyof Case)[]).some((field) => change[field] !== from[field])
  return differs || change.denyPending ? { ...from, ...change, version: from.version + 1 } : from
}

/** What a case lacks until every required part is accepted, or at least submitted (X1). Who has chosen no party lacks that. */
export function missingOf(of: Case, until: 'submitted' | 'accepted'): readonly Missing[] {
  const parts = partsOf(of.party).filter((part) => of[part] !== 'accepted' && !(until === 'submitted' && of[part] === 'submitted'))
  return of.party === 'none' ? ['party', ...parts] : parts
}

const has = (of: Case, part: Part): boolean => partsOf(of.party).includes(part)

const everyPart = (of: Case, to: 'accepted'): Partial<Case> =>
  of.party === 'corporation' ? { identity: to, corporate: to } : { identity: to }

// What was never handed in is not sent back either. A corporate part left over from an earlier choice of party must not come back accepted.
const revoked = (of: Case): Partial<Case> => ({
  ...(of.identity === 'none' ? {} : { identity: 'returned' as const }),
  ...(of.corporate === 'none' ? {} : { corporate: 'returned' as const }),
  verified: false,
  ...DENIED,
})
