/** What a customer has to be identified as. */
export type Party = 'none' | 'individual' | 'corporation'
export type Part = 'identity' | 'corporate'
export type PartState = 'none' | 'submitted' | 'accepted' | 'returned'
export type Missing = 'party' | 'profile' | Part
/** What the customer can do next, as the app sees it. */
export type Next = 'choose-party' | 'submit' | 'wait' | 'shop' | 'contact'

export interface Returned {
  readonly part: Part
  /** The reviewer's words to the customer; may be empty. */
  readonly reason: string
}

/** The answer of `GET /customer/status`. */
export interface Status {
  readonly party: Party
  readonly identity: PartState
  readonly corporate: PartState
  readonly verified: boolean
  readonly frozen: boolean
  readonly refused: boolean
  readonly missing: readonly Missing[]
  readonly returned: readonly Returned[]
  readonly next: Next
  readonly shopUrl: string
}

const PARTIES: readonly Party[] = ['none', 'individual', 'corporation']
const PARTS: readonly Part[] = ['identity', 'corporate']
const PART_STATES: readonly PartState[] = ['none', 'submitted', 'accepted', 'returned']
const MISSING: readonly Missing[] = ['party', 'profile', 'identity', 'corporate']
const NEXT: readonly Next[] = ['choose-party', 'submit', 'wait', 'shop', 'contact']

/** The status in an answer, or undefined when the answer is not one. Never throws. */
export function readStatus(answer: unknown): Status | undefined {
  const from = record(answer)
  if (from === undefined) return undefined
  const party = oneOf(from.party, PARTIES)
  const identity = oneOf(from.identity, PART_STATES)
  const corporate = oneOf(from.corporate, PART_STATES)
  const next = oneOf(from.next, NEXT)
  const { verified, frozen, refused } = from
  if (party === undefined || identity === undefined || corporate === undefined || next === undefined) return undefined
  if (typeof verified !== 'boolean' || typeof frozen !== 'boolean' || typeof refused !== 'boolean') return undefined
  const missing = list(from.missing).flatMap((entry) => oneOf(entry, MISSING) ?? [])
  const returned = list(from.returned).flatMap(readReturned)
  return { party, identity, corporate, verified, frozen, refused, missing, returned, next, shopUrl: webAddress(from.shopUrl) ?? '' }
}

/** An http(s) address, or undefined: nothing else is ever opened for a customer. */
export function webAddress(value: unknown): string | undefined {
  if (typeof value !== 'string' || !URL.canParse(value)) return undefined
  return /^https?:$/.test(new URL(value).protocol) ? value : undefined
}

function readReturned(entry: unknown): Returned[] {
  const from = record(entry)
  const part = oneOf(from?.part, PARTS)
  if (part === undefined) return []
  return [{ part, reason: typeof from?.reason === 'string' ? from.reason.trim() : '' }]
}

function oneOf<Value extends string>(value: unknown, values: readonly Value[]): Value | undefined {
  return values.find((known) => known === value)
}

function list(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : []
}

function record(value: unknown): Readonly<Record<string, unknown>> | undefined {
  return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : undefined
}
