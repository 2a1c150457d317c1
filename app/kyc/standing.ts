import { type Case, NEW_CASE, type Part, type PartState, type Party, partsOf } from './case.ts'

/** What a customer still has to give us. */
export type Gap = 'party' | 'profile' | Part

/** The one next step for a customer. */
export type Next = 'choose-party' | 'submit' | 'wait' | 'shop' | 'contact'

/** A part that was returned, and the reviewer's words to the customer about it; the words may be empty. */
export interface Returned {
  readonly part: Part
  readonly reason: string
}

/** Everything the standing of a customer follows from. */
export interface StandingFacts {
  /** Null when the shop knows no case of this customer yet. */
  readonly case: Case | null
  /** Address, occupation and birth date were saved. */
  readonly profile: boolean
  /** The last reason for which each part was ever returned. */
  readonly reasons: readonly Returned[]
}

/** Where a customer stands, in the customer's terms (B05, B07). */
export interface Standing {
  readonly party: Party
  readonly identity: PartState
  readonly corporate: PartState
  readonly payout: boolean
  readonly verified: boolean
  readonly frozen: boolean
  readonly refused: boolean
  readonly missing: readonly Gap[]
  readonly returned: readonly Returned[]
  readonly next: Next
}

/** Reads a customer's standing from the facts. What is missing is named whatever order it came in (B05); nothing is missing of who is done. */
export function standingOf({ case: known, profile, reasons }: StandingFacts): Standing {
  const { party, identity, corporate, payout, verified, frozen, refused } = known ?? NEW_CASE
  const of = { party, identity, corporate, payout, verified, frozen, refused }
  const parts = partsOf(party)
  const returned = parts
    .filter((part) => of[part] === 'returned')
    .map((part) => ({ part, reason: reasons.find((one) => one.part === part)?.reason ?? '' }))
  const missing: readonly Gap[] = refused || verified ? [] : gaps(of, profile)
  return { ...of, missing, returned: refused ? [] : returned, next: nextOf(of, missing) }
}

type Known = Pick<Case, 'party' | 'identity' | 'corporate' | 'verified' | 'frozen' | 'refused'>

function gaps(of: Known, profile: boolean): Gap[] {
  const papers = partsOf(of.party).filter((part) => of[part] === 'none' || of[part] === 'returned')
  return [...(of.party === 'none' ? (['party'] as const) : []), ...(profile ? [] : (['profile'] as const)), ...papers]
}

function nextOf(of: Known, missing: readonly Gap[]): Next {
  if (of.refused || of.frozen) return 'contact'
  if (of.verified) return 'shop'
  if (of.party === 'none') return 'choose-party'
  return missing.length > 0 ? 'submit' : 'wait'
}

/** Whether a customer may hand in papers of a part now; if not, why. What was accepted stays as it is, unless its papers run out soon. */
export function closedTo(
  part: Part,
  known: Case | null,
  renewable: readonly Part[] = [],
): 'refused' | 'frozen' | 'accepted' | 'no-such-part' | null {
  const of = known ?? NEW_CASE
  if (of.refused) return 'refused'
  if (of.frozen) return 'frozen'
  if (!partsOf(of.party).includes(part)) return 'no-such-part'
  return of[part] === 'accepted' && !(of.verified && renewable.includes(part)) ? 'accepted' : null
}
