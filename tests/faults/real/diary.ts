import type { CaseFacts } from '../manual.ts'
import { Violation } from '../property.ts'

/** A line of a case's history. */
export interface Line {
  readonly id: number
  readonly type: string
  readonly actor: string
  readonly data: Readonly<Record<string, string>>
}

interface Approval {
  readonly turn: number
  told: boolean
}

type Facts = { -readonly [Field in keyof CaseFacts]: CaseFacts[Field] }

const FIELDS = ['party', 'identity', 'corporate', 'payout', 'verified', 'frozen', 'refused'] as const

/** What the engine wrote down beside the case, held against what happened: history lines and the customer's mail of an approval. */
export class Diary {
  private readonly takesTwo: boolean
  private told: Facts | null = null
  private readonly approvals: Approval[] = []
  private readonly mails = new Map<string, string>()
  private lastTrue = -1
  private shows = false

  /** `takesTwo`: the owner's rule is that every approval takes two members. */
  constructor(takesTwo: boolean) {
    this.takesTwo = takesTwo
  }

  /** The store shows the metafield on, or not, from this turn on. */
  store(on: boolean, turn: number): void {
    if (on || this.shows) this.lastTrue = turn
    this.shows = on
  }

  observe(
    lines: readonly Line[],
    from: CaseFacts,
    to: CaseFacts,
    mails: readonly { readonly id: string; readonly state: string }[],
    turn: number,
    readTurn: number,
  ): void {
    this.history(lines, to)
    for (const { type, actor, data } of lines) {
      if (type === 'approve' && actor === 'staff' && this.takesTwo && !data.proposedBy)
        throw new Violation('an approval takes two members where the rule says so', 'one member approved alone')
      if (type === 'approve') this.approvals.push({ turn: actor === 'shopify-admin' ? readTurn : turn, told: false })
    }
    if (from.verified && !to.verified) for (const approval of this.approvals) approval.told ||= false
    for (const { id, state } of mails) {
      const before = this.mails.get(id) ?? 'none'
      this.mails.set(id, state)
      if ((before === 'none' || before === 'held') && ['waiting', 'claimed', 'sent'].includes(state)) this.released(turn)
    }
  }

  private released(turn: number): void {
    if (this.shows) this.lastTrue = turn
    const approval = this.approvals.at(-1)
    if (!approval || approval.told) throw new Violation('at most one mail per approval', 'a mail without an approval of its own')
    if (this.lastTrue < approval.turn) throw new Violation('told only after the store showed it', 'the store has not been open since')
    approval.told = true
  }

  /** Replays the lines and holds them against the row. */
  private history(lines: readonly Line[], to: CaseFacts): void {
    for (const line of lines) {
      // A merge is told as such, and as events where it takes something away; what it brings along besides is not told apart.
      if (line.type === 'registered' || line.type === 'taken-over' || line.type === 'merged') this.told = pick(to)
      else this.told = after(this.told ?? BLANK, line)
    }
    const wrong = FIELDS.filter((field) => this.told && this.told[field] !== to[field])
    if (wrong.length > 0) {
      throw new Violation('history lines equal events', `the row differs in ${wrong.join(', ')}: ${JSON.stringify(pick(to))}`)
    }
  }

  /** Everything has come to rest. */
  settled(of: CaseFacts): void {
    const states = [...this.mails.values()]
    if (states.includes('held') && !(of.verified && of.frozen))
      throw new Violation('at most one mail per approval', 'a mail is held for ever')
    const last = this.approvals.at(-1)
    if (last && of.verified && !of.frozen && !last.told) throw new Violation('told only after the store showed it', 'and never told')
  }
}

const BLANK: Facts = {
  party: 'none',
  identity: 'none',
  corporate: 'none',
  payout: false,
  verified: false,
  frozen: false,
  refused: false,
}

const pick = (of: CaseFacts): Facts => {
  const { party, identity, corporate, payout, verified, frozen, refused } = of
  return { party, identity, corporate, payout, verified, frozen, refused }
}

// The event table a second time, as far as the row shows it.
function after(of: Facts, { type, data }: Line): Facts {
  const parts = (to: string): Partial<Facts> => (of.party === 'corporation' ? { identity: to, corporate: to } : { identity: to })
  const revoked = (): Partial<Facts> => ({
    ...parts('returned'),
    ...(of.corporate === 'none' ? {} : { corporate: 'returned' }),
    verified: false,
  })
  const { part = '', party = '' } = data
  switch (type) {
    case 'choose-party':
      return { ...of, ...(of.verified && party !== of.party ? revoked() : {}), party }
    case 'submit':
      return { ...of, [part]: 'submitted' }
    case 'accept':
      return { ...of, [part]: 'accepted' }
    case 'return':
      return { ...of, [part]: 'returned' }
    case 'approve':
      return { ...of, ...parts('accepted'), verified: true }
    case 'revoke':
      return { ...of, ...revoked() }
    case 'refuse':
      return { ...of, ...revoked(), refused: true }
    case 'reopen':
      return { ...of, refused: false }
    case 'freeze':
      return { ...of, frozen: true }
    case 'thaw':
      return { ...of, frozen: false }
    case 'expire':
      return { ...of, [part]: 'none', verified: false }
    case 'note-payout':
      return { ...of, payout: true }
    case 'clear-payout':
      return { ...of, payout: false }
    default:
      return of
  }
}
