import { type Case, NEW_CASE } from '../../app/kyc/case.ts'
import { type Adopt, type Base, DEFAULT_POLICY, type Intent, type Outcome, type Reading } from '../../app/kyc/protocol.ts'
import { reconcile } from '../../app/kyc/reconcile.ts'
import { PRESETS, readLabels } from '../../app/kyc/tags.ts'

export const MINUTE = 60_000
export const NOW = 1_800_000_000_000
export const WAITING = '①アカウント開設済 ①本人確認前 ②本人確認書類提出中 ②法人確認書類提出中'
export const CORPORATION: Case = { ...NEW_CASE, party: 'corporation', identity: 'submitted', corporate: 'submitted' }
export const VERIFIED: Case = { ...NEW_CASE, party: 'individual', identity: 'accepted', verified: true }

/** A reading in the manual's wording. */
export const reading = (tags: string, value: boolean | null, updatedAt: string | null, readAt = NOW): Reading => ({
  ...readLabels(tags.split(' '), PRESETS.ja, null),
  metafield: { value, updatedAt, compareDigest: updatedAt && `digest of ${updatedAt}` },
  readAt,
})

/** What a cycle loads. */
export interface State {
  readonly ours: Case
  readonly base: Base | null
  readonly intents: readonly Intent[]
  readonly leave: Outcome['leave']
}

/** A customer whom the engine has read and settled. */
export const known = (ours: Case, tags: string, value: boolean | null, updatedAt: string | null): State => ({
  ours,
  base: {
    labels: readLabels(tags.split(' '), PRESETS.ja, null).labels,
    metafield: { value, updatedAt },
    cycle: 'before',
    readAt: NOW - MINUTE,
  },
  intents: [],
  leave: [],
})

/** One reading through the law. */
export const run = (state: State, theirs: Reading, adopt: Adopt = 'strict', cycle = 'this one'): Outcome =>
  reconcile({ ...state, theirs, now: theirs.readAt, cycle, policy: DEFAULT_POLICY, adopt })

/** What a cycle leaves behind. */
export const left = ({ next, base, intents, leave }: Outcome): State => ({ ours: next, base, intents, leave })
