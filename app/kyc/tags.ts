import type { Case, LabelKey } from './case.ts'
import type { Reading, Writes } from './protocol.ts'

export const LABEL_KEYS: readonly LabelKey[] = [
  'opened',
  'unverified',
  'identity-submitted',
  'corporate-submitted',
  'payout',
  'verified',
  'corporate-verified',
]

/** One text per label: a setting of the shop. */
export type Wording = Readonly<Record<LabelKey, string>>

/** What the store must show for a case. */
export interface Projection {
  readonly labels: readonly LabelKey[]
  readonly metafield: boolean
}

/** The projection of a case (C02–C06, C10, D01). */
export function project(of: Case): Projection {
  void of
  throw new Error('not yet')
}

/** Which of a customer's tags are labels of ours, in the wording in use and in an earlier one; all other tags are not ours. */
export function readLabels(tags: readonly string[], wording: Wording, earlier: Wording | null): Pick<Reading, 'labels' | 'otherWording'> {
  void [tags, wording, earlier]
  throw new Error('not yet')
}

/** The texts for tagsRemove and tagsAdd. */
export function tagChanges(
  writes: Writes,
  wording: Wording,
  earlier: Wording | null,
): { readonly remove: readonly string[]; readonly add: readonly string[] } {
  void [writes, wording, earlier]
  throw new Error('not yet')
}

export type WordingFault =
  | { readonly code: 'empty'; readonly label: LabelKey }
  | { readonly code: 'comma'; readonly label: LabelKey }
  | { readonly code: 'too-long'; readonly label: LabelKey; readonly charactersMax: 255 }
  | { readonly code: 'same-as'; readonly label: LabelKey; readonly other: LabelKey }

/** What is wrong with a wording; empty when it may be used. `earlier`: the wording it replaces, which stays ours while the change runs. */
export function wordingFaults(wording: Wording, earlier: Wording | null): readonly WordingFault[] {
  void [wording, earlier]
  throw new Error('not yet')
}
