/** What somebody has to be identified as. It decides which parts a case needs. */
export type Party = 'none' | 'individual' | 'corporation'

/** The documents a case is made of; `corporate` concerns corporations only. */
export type Part = 'identity' | 'corporate'

export type PartState = 'none' | 'submitted' | 'accepted' | 'returned'

/** Where a customer stands. This row is the truth; tags and metafield are projections of it (design.md section 3). */
export interface Case {
  readonly party: Party
  readonly identity: PartState
  readonly corporate: PartState
  /** A payout account is noted. Says nothing about whether payouts are open. */
  readonly payout: boolean
  readonly verified: boolean
  readonly frozen: boolean
  readonly refused: boolean
  /** A denial of ours that the store has not confirmed yet. */
  readonly denyPending: boolean
  /** Grows by one with every change; a save against an older version is a stale write. */
  readonly version: number
}

export type CaseEvent =
  | { readonly type: 'choose-party'; readonly party: 'individual' | 'corporation' }
  | { readonly type: 'submit'; readonly part: Part }
  | { readonly type: 'accept'; readonly part: Part }
  | { readonly type: 'return'; readonly part: Part }
  | { readonly type: 'approve'; readonly via: 'app' | 'hand' }
  | { readonly type: 'revoke' }
  | { readonly type: 'refuse' }
  | { readonly type: 'reopen' }
  | { readonly type: 'freeze' }
  | { readonly type: 'thaw' }
  | { readonly type: 'expire'; readonly part: Part }
  | { readonly type: 'note-payout' }
  | { readonly type: 'clear-payout' }

/** The keys of the labels we own; their wording is a setting of the shop. Rows store keys, never texts. */
export type LabelKey =
  | 'opened' // ①アカウント開設済
  | 'unverified' // ①本人確認前
  | 'identity-submitted' // ②本人確認書類提出中
  | 'corporate-submitted' // ②法人確認書類提出中
  | 'payout' // ②受取口座登録済
  | 'verified' // ③本人確認済
  | 'corporate-verified' // ③法人確認済

export const NEW_CASE: Case = {
  party: 'none',
  identity: 'none',
  corporate: 'none',
  payout: false,
  verified: false,
  frozen: false,
  refused: false,
  denyPending: false,
  version: 0,
}

/** The parts a party must hand in; who has not chosen yet is asked for the identity part. */
export const partsOf = (party: Party): readonly Part[] => (party === 'corporation' ? CORPORATE_PARTS : PERSONAL_PARTS)

const PERSONAL_PARTS: readonly Part[] = ['identity']
const CORPORATE_PARTS: readonly Part[] = ['identity', 'corporate']
