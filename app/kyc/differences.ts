import type { LabelKey } from './case.ts'
import type { Base, Intent, Reading } from './protocol.ts'
import { LABEL_KEYS, type Projection } from './tags.ts'

/** What somebody else did to the store since base, as far as it is not what the case wants anyway. */
export interface Edits {
  readonly added: readonly LabelKey[]
  readonly removed: readonly LabelKey[]
  /**
   * `locked`: touched, and off or blank now, whatever the case wants. `opened`: on, against the case. `ours`: on, against the case, and a
   * late write of ours may be why; what staff did before it landed cannot be seen.
   */
  readonly metafield: 'opened' | 'locked' | 'ours' | null
}

/** The ③ labels: only these raise trust, and only these lock by being taken away. */
export const isThird = (label: LabelKey): boolean => label === 'verified' || label === 'corporate-verified'

/** Present in any wording of ours. */
export const shows = (theirs: Reading, label: LabelKey): boolean => theirs.labels.includes(label) || theirs.otherWording.includes(label)

/** Whose change is it: in doubt, a lock is a denial by staff; in doubt, an opening is our own late write (design.md section 3). */
export function edits(base: Base, intents: readonly Intent[], theirs: Reading, wanted: Projection): Edits {
  const added: LabelKey[] = []
  const removed: LabelKey[] = []
  for (const label of LABEL_KEYS) {
    const present = shows(theirs, label)
    if (present === base.labels.includes(label)) continue
    const want = wanted.labels.includes(label)
    if (present === want) continue
    const locks = !present && isThird(label)
    if (!locks && intents.some((intent) => intent.labels[label] === present)) continue
    if (present) added.push(label)
    else removed.push(label)
  }
  return { added, removed, metafield: metafieldEdit(base, intents, theirs, wanted) }
}

function metafieldEdit(base: Base, intents: readonly Intent[], theirs: Reading, wanted: Projection): Edits['metafield'] {
  const { value, updatedAt } = theirs.metafield
  // The same value written again by another hand is another edit: off, on and off again between two readings is a denial.
  if (value === base.metafield.value && updatedAt === base.metafield.updatedAt) return null
  if (value !== true) return 'locked'
  if (wanted.metafield) return null
  return intents.some((intent) => intent.metafield === true) ? 'ours' : 'opened'
}
