/** What was promised to somebody, and so must be there after everything. */
export interface Ledger {
  /** Files that a door took: document id → what it must give back. */
  readonly files: Map<string, { readonly customer: number; readonly hash: string; looked: boolean }>
  /** Decisions that the app said were done, or that were seen to be done: customer → kinds in their order. */
  readonly decisions: Map<number, string[]>
  /** Parts that were sent, customer → how many times. */
  readonly sent: Map<number, number>
  /** Who registered, and must be told to staff once. */
  readonly registered: Set<number>
  /** Tags of others that nobody of us may touch. */
  readonly foreign: Map<number, string>
  /** Who is edited by hand: the last denial that nothing came after. */
  readonly deniedByHand: Set<number>
  readonly deleted: Set<number>
  /** Deliveries that were answered with 200. */
  readonly delivered: Map<string, string>
  /** Mails that the mail server took, by Message-ID: how many. */
  readonly mails: Map<string, number>
  lastMail: number
}

export const newLedger = (): Ledger => ({
  files: new Map(),
  decisions: new Map(),
  sent: new Map(),
  registered: new Set(),
  foreign: new Map(),
  deniedByHand: new Set(),
  deleted: new Set(),
  delivered: new Map(),
  mails: new Map(),
  lastMail: 0,
})
