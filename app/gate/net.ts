import type { Case } from '../kyc/case.ts'

/** Why the customer on an order was not to order (D01, D04). */
export const CAUGHT_FOR = ['no-customer', 'not-verified', 'frozen', 'refused'] as const
export type CaughtFor = (typeof CAUGHT_FOR)[number]

/** What a case says about ordering. An account for payouts is not asked for (D05). */
export type Standing = Pick<Case, 'verified' | 'frozen' | 'refused'>

const NOBODY_YET: Standing = { verified: false, frozen: false, refused: false }

/** What stands against an order of a customer; null: nothing does. Missing means locked (D01). */
export function against(of: Standing | null): CaughtFor | null {
  const { verified, frozen, refused } = of ?? NOBODY_YET
  if (refused) return 'refused'
  if (frozen) return 'frozen'
  return verified ? null : 'not-verified'
}

/** A line of a customer's history, as far as it changes who may order. */
export interface Turn {
  readonly type: string
  readonly at: Date
  /** Of a taking over: whether the customer was believed to be verified. */
  readonly verdict?: string | undefined
}

const TURNS: Readonly<Record<string, Partial<Standing>>> = {
  approve: { verified: true },
  revoke: { verified: false },
  expire: { verified: false },
  refuse: { verified: false, refused: true },
  reopen: { refused: false },
  freeze: { frozen: true },
  thaw: { frozen: false },
}

/** The lines of a history that change who may order. */
export const TURN_TYPES: readonly string[] = [...Object.keys(TURNS), 'taken-over']

/** How a customer stood at a moment, by the lines of the history in their order. */
export function stoodAt(turns: readonly Turn[], moment: Date): Standing {
  let standing = NOBODY_YET
  for (const { type, at, verdict } of turns) {
    if (at > moment) continue
    if (type !== 'taken-over') standing = { ...standing, ...TURNS[type] }
    else if (verdict === 'verified') standing = { ...standing, verified: true }
  }
  return standing
}

/**
 * Whether an order is caught, of a customer against whom something stands now. Who was not to order when the order was placed is caught in any
 * case. Who was, and was stopped since by a person, is caught while there is something left to hand over; papers that merely ran out since
 * are no reason to hold what was ordered before.
 */
export function isCaught(of: {
  readonly reason: CaughtFor
  readonly turns: readonly Turn[]
  readonly placed: Date
  readonly open: boolean
}): boolean {
  if (of.reason === 'no-customer') return true
  if (against(stoodAt(of.turns, of.placed)) !== null) return true
  const last = of.turns.findLast(({ type }) => type !== 'taken-over')
  return of.open && last?.type !== 'expire'
}

/** A fulfillment order as Shopify shows it. */
export interface Handover {
  readonly id: bigint
  readonly status: string
  /** Our holds on it, as gids. */
  readonly holds: readonly string[]
}

const DONE: readonly string[] = ['CLOSED', 'CANCELLED', 'INCOMPLETE']

/** What is still to be handed over. */
export const openOf = (all: readonly Handover[]): readonly Handover[] => all.filter(({ status }) => !DONE.includes(status))

/**
 * What has become of an order that was held. `over`: everything was handed over or taken back; `released-in-store`: somebody took our hold away on
 * Shopify's own page, which is a person's decision; `keep`: it is to be held, whatever is not.
 */
export function fateOf(all: readonly Handover[], held: readonly bigint[]): 'keep' | 'over' | 'released-in-store' {
  if (held.length === 0) return 'keep'
  const open = openOf(all)
  if (open.length === 0) return 'over'
  const ours = open.filter(({ id }) => held.includes(id))
  return ours.length > 0 && ours.every(({ holds }) => holds.length === 0) ? 'released-in-store' : 'keep'
}

/** What a member of staff can decide about a caught order. */
export const DECISIONS = ['release', 'reattribute', 'cancel'] as const
export type Decision = (typeof DECISIONS)[number]

/** Why an order may go on, as codes: free words would end up in Shopify and name somebody. */
export const WHYS = ['verified-since', 'identified-otherwise', 'exception'] as const
export type Why = (typeof WHYS)[number]

/**
 * What is not as it should be with a caught order. `nothing-open`: it was handed over before anything could be held; `scopes-missing`: the store has not granted
 * the rights that a hold needs; `hold-refused`: Shopify holds a part of it not; `decision-refused`: Shopify did not carry out what was decided; `cancelling`:
 * the store was asked to cancel, and is at it.
 */
export const TROUBLES = ['nothing-open', 'scopes-missing', 'hold-refused', 'decision-refused', 'cancelling'] as const
export type Trouble = (typeof TROUBLES)[number]
