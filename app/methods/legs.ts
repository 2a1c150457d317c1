import type { Case, Party } from '../kyc/case.ts'
import { endingOf, isInForce, type LegId, METHODS, type Method, type MethodParty, type MethodTable, type Policy } from './methods.ts'

/** What staff wrote down about a leg last. */
export type LegRecord = 'sent' | 'arrived' | 'returned' | 'done'

/** `waiting`: on its way, or handed in and not accepted yet; `failed`: it came back. */
export type LegState = 'open' | 'waiting' | 'failed' | 'done'

/** What is known about the legs of one customer. */
export interface Known {
  readonly parts: Pick<Case, 'identity' | 'corporate'>
  readonly records: Partial<Readonly<Record<LegId, LegRecord>>>
  /** Payouts go to an account in the customer's own name. */
  readonly ownAccount: boolean
}

/** One method of the store for one customer. */
export interface MethodStanding {
  readonly method: Method
  readonly legs: readonly { readonly leg: LegId; readonly state: LegState }[]
  readonly inForce: boolean
  /** Its last day, when that is near or past. */
  readonly ends: string | null
}

const RECORDED: Readonly<Record<LegRecord, LegState>> = { sent: 'waiting', arrived: 'done', returned: 'failed', done: 'done' }
const HANDED_IN: Readonly<Record<Case['identity'], LegState>> = { none: 'open', submitted: 'waiting', accepted: 'done', returned: 'failed' }

function stateOf(leg: LegId, { parts, records, ownAccount }: Known, table: MethodTable): LegState {
  if (table.legs[leg] === 'paper') return HANDED_IN[leg === 'corporate-copy' ? parts.corporate : parts.identity]
  if (table.legs[leg] === 'account' && ownAccount) return 'done'
  const record = records[leg]
  return record ? RECORDED[record] : 'open'
}

const partyOf = (party: Party): MethodParty => (party === 'corporation' ? 'corporation' : 'individual')

const methodsOf = (policy: Policy, party: Party, table: MethodTable): Method[] => {
  const who = partyOf(party)
  return policy[who].flatMap((id) => table.methods.filter((method) => method.id === id && method.parties.includes(who)))
}

/** How far each method of the store has come for one customer, on a day in Japan (YYYY-MM-DD). */
export function standings(policy: Policy, party: Party, known: Known, day: string, table: MethodTable = METHODS): MethodStanding[] {
  return methodsOf(policy, party, table).map((method) => ({
    method,
    legs: method.legs.map((leg) => ({ leg, state: stateOf(leg, known, table) })),
    inForce: isInForce(method, day),
    ends: endingOf(method, day),
  }))
}

/** A leg that an approval waits for; `method`: the law has ended every method that the store uses. */
export type OpenLeg = LegId | 'method'

/**
 * What an approval still waits for beside the papers, which the law of the case watches over itself: nothing when one method in force is
 * complete, else the open legs of the one that lacks the fewest.
 */
export function openLegsOf(policy: Policy, party: Party, known: Omit<Known, 'parts'>, day: string, table = METHODS): readonly OpenLeg[] {
  const parts = { identity: 'accepted', corporate: 'accepted' } as const
  const usable = standings(policy, party, { ...known, parts }, day, table).filter(({ inForce }) => inForce)
  const open = usable.map(({ legs }) => legs.filter(({ state }) => state !== 'done').map(({ leg }) => leg))
  return open.toSorted((a, b) => a.length - b.length)[0] ?? ['method']
}

/** Whether a store asks for anything beside papers, so that the records of a customer need to be read at all. */
export const asksForMore = (policy: Policy, party: Party, day: string): boolean =>
  openLegsOf(policy, party, { records: {}, ownAccount: false }, day).length > 0

/** What may be written down about a leg, given what was written before; null: that is no step. */
export function legStep(leg: LegId, from: LegRecord | null, to: LegRecord | 'open', table = METHODS): LegRecord | 'open' | null {
  if (to === 'open') return from === null ? null : 'open'
  if (table.legs[leg] === 'delivery') {
    if (to === 'sent') return from === null || from === 'returned' ? 'sent' : null
    return from === 'sent' && (to === 'arrived' || to === 'returned') ? to : null
  }
  return table.legs[leg] !== 'paper' && to === 'done' && from === null ? 'done' : null
}
