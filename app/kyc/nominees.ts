import type { Case } from './case.ts'
import { shows } from './differences.ts'
import type { Base, Leave, Reading } from './protocol.ts'
import { LABEL_KEYS, project } from './tags.ts'

/** True when the store does not show what was last confirmed there, or nothing was. */
export function differs(base: Base | null, { labels, otherWording, metafield }: Reading): boolean {
  if (!base || otherWording.length > 0) return true
  if (base.metafield.value !== metafield.value || base.metafield.updatedAt !== metafield.updatedAt) return true
  return [...base.labels].sort().join() !== [...labels].sort().join()
}

/** True when the store does not show what the case wants, but for labels that are left alone. */
export function isUnmet(of: Case, leave: readonly Leave[], theirs: Reading): boolean {
  const wanted = project(of)
  if ((theirs.metafield.value === true) !== wanted.metafield) return true
  return LABEL_KEYS.some((label) => shows(theirs, label) !== wanted.labels.includes(label) && !leave.some((alone) => alone.label === label))
}

/** True for a customer who was there before the app. Shopify's dates have no fractions: whoever came in the second of the installation came after it. */
export const isFromBefore = (createdAt: string | Date, installedAt: Date): boolean =>
  (typeof createdAt === 'string' ? Date.parse(createdAt) : createdAt.getTime()) + 1000 <= installedAt.getTime()
