/** Everything that is looked at before a person decides (table C 7). */
export const CHECKS = [
  'expiry',
  'six-months',
  'number',
  'mrz',
  'mrz-agrees',
  'name',
  'kana',
  'birth-date',
  'age',
  'address',
  'same-document',
  'same-phone',
  'same-address',
  'same-account',
] as const
export type Check = (typeof CHECKS)[number]

/** `warn` asks a person to look; nothing here refuses, accepts or approves. */
export type Outcome = 'fine' | 'warn' | 'cannot-tell'

/** What each finding can rest on; screens have the words. */
export const BECAUSE = [
  'not-read',
  'valid-on-receipt',
  'expired-on-receipt',
  'expired-since',
  'issued-after-receipt',
  'issued-within',
  'issued-too-early',
  'check-digit-right',
  'check-digit-wrong',
  'licence-digit-wrong',
  'wrong-shape',
  'shape-right',
  'no-rule',
  'impossible-date',
  'mrz-unreadable',
  'mrz-right',
  'mrz-wrong',
  'mrz-agrees',
  'mrz-differs',
  'same',
  'same-but-written-otherwise',
  'same-in-another-order',
  'differs',
  'nothing-to-compare',
  'old-enough',
  'too-young',
  'seen-right',
  'seen-wrong',
  'not-on-paper',
  'nobody-else',
  'seen-elsewhere',
] as const
export type Because = (typeof BECAUSE)[number]

/** What a check found and on what it rests. Facts are for the screen of who may see documents: they are never stored. */
export interface Finding {
  readonly check: Check
  readonly outcome: Outcome
  readonly facts: Facts
}

export interface Facts {
  readonly because: Because
  /** Days as YYYY-MM-DD, counts, and the names of fields or rules. */
  readonly [fact: string]: string | number | readonly string[]
}

export const fine = (check: Check, because: Because, facts: Omit<Facts, 'because'> = {}): Finding => ({
  check,
  outcome: 'fine',
  facts: { ...facts, because },
})

export const warn = (check: Check, because: Because, facts: Omit<Facts, 'because'> = {}): Finding => ({
  check,
  outcome: 'warn',
  facts: { ...facts, because },
})

export const cannotTell = (check: Check, because: Because, facts: Omit<Facts, 'because'> = {}): Finding => ({
  check,
  outcome: 'cannot-tell',
  facts: { ...facts, because },
})
