import type { LabelKey } from './case.ts'
import { compared, type Wording } from './tags.ts'

/** One line of a bulk mutation: the customer, and the labels that we last saw there and that get another text. */
export type Line = readonly [customer: string, keys: readonly LabelKey[]]

/** What came of a line: the tags right after it, or null when it failed. */
export interface Answered {
  readonly tags: readonly string[] | null
}

export interface Verdict {
  readonly customer: string
  /** Labels that now stand in both texts: the former may go. */
  readonly remove: readonly LabelKey[]
  /** Labels whose former text somebody took away before ours was added: ours must go too, or the removal would be lost. */
  readonly undo: readonly LabelKey[]
  /** To be read by id and judged by the law. */
  readonly doubtful: boolean
}

/**
 * What to do after the new texts were added in bulk (docs/decisions/0011-relabelling-in-bulk.md). `untouched`: nothing of ours was written since the
 * lines were made, so that a former text that is missing was removed by somebody else.
 */
export function judge(
  [customer, keys]: Line,
  answered: Answered | undefined,
  { wording, earlier }: { readonly wording: Wording; readonly earlier: Wording },
  untouched: boolean,
): Verdict {
  if (!answered?.tags) return { customer, remove: [], undo: [], doubtful: true }
  const shown = new Set(answered.tags.map(compared))
  const both = keys.filter((key) => shown.has(compared(wording[key])) && shown.has(compared(earlier[key])))
  const alone = keys.filter((key) => !shown.has(compared(earlier[key])))
  return { customer, remove: both, undo: untouched ? alone : [], doubtful: alone.length > 0 || both.length + alone.length < keys.length }
}
