import { type Case, NEW_CASE } from '../../app/kyc/case.ts'
import { type Base, DEFAULT_POLICY, type Intent, type Outcome, type Policy, type Reading } from '../../app/kyc/protocol.ts'
import { reconcile } from '../../app/kyc/reconcile.ts'
import { PRESETS, readLabels } from '../../app/kyc/tags.ts'

// Customer pages drawn by hand: what a page showed, what it shows now, and what the law makes of it.
export const MINUTE = 60_000
export const NOW = 1_800_000_000_000
type Flag = readonly [value: boolean | null, updatedAt: string | null]

const labels = (tags: string) => readLabels(tags.split(' '), PRESETS.ja, null).labels
const base = (tags: string, [value, updatedAt]: Flag): Base => ({
  labels: labels(tags),
  metafield: { value, updatedAt },
  cycle: 'before',
  readAt: NOW - MINUTE,
})
const reading = (tags: string, [value, updatedAt]: Flag, readAt = NOW): Reading => ({
  labels: labels(tags),
  otherWording: [],
  metafield: { value, updatedAt, compareDigest: updatedAt && `digest of ${updatedAt}` },
  readAt,
})

export const OFF: Flag = [false, 'yesterday']
export const OFF_NOW: Flag = [false, 'today']
export const ON: Flag = [true, 'yesterday']
export const ON_NOW: Flag = [true, 'today']
export const BLANK: Flag = [null, null]

interface Page {
  readonly ours: Partial<Case>
  readonly was: readonly [tags: string, flag: Flag]
  readonly is: readonly [tags: string, flag: Flag]
  readonly intents?: readonly Intent[]
  readonly leave?: Outcome['leave']
  readonly policy?: Partial<Policy>
  readonly readAt?: number
}

/** Reads the page as it is now, knowing what it was. */
export const look = ({ ours, was, is, intents = [], leave = [], policy = {}, readAt = NOW }: Page): Outcome =>
  reconcile({
    ours: { ...NEW_CASE, ...ours },
    base: base(...was),
    intents,
    leave,
    theirs: reading(...is, readAt),
    now: readAt,
    cycle: 'this one',
    policy: { ...DEFAULT_POLICY, ...policy },
    adopt: 'strict',
  })

/** The types of what was read as events. */
export const events = (outcome: Outcome) => outcome.events.map(({ type }) => type)
/** The codes of the tasks. */
export const tasks = (outcome: Outcome) => outcome.tasks.map(({ code }) => code)

export const INDIVIDUAL: Partial<Case> = { party: 'individual', identity: 'submitted' }
export const CORPORATION: Partial<Case> = { party: 'corporation', identity: 'submitted', corporate: 'submitted' }
export const VERIFIED: Partial<Case> = { party: 'individual', identity: 'accepted', verified: true }
export const VERIFIED_CORPORATION: Partial<Case> = { party: 'corporation', identity: 'accepted', corporate: 'accepted', verified: true }

export const WAITING = '①アカウント開設済 ①本人確認前 ②本人確認書類提出中'
export const WAITING_CORPORATION = '①アカウント開設済 ①本人確認前 ②本人確認書類提出中 ②法人確認書類提出中'
export const DONE = '①アカウント開設済 ③本人確認済'
export const DONE_CORPORATION = '①アカウント開設済 ③本人確認済 ③法人確認済'
