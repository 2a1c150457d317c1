import type { Base, Reading } from './protocol.ts'

/** True when the store does not show what was last confirmed there, or nothing was. */
export function differs(base: Base | null, { labels, otherWording, metafield }: Reading): boolean {
  if (!base || otherWording.length > 0) return true
  if (base.metafield.value !== metafield.value || base.metafield.updatedAt !== metafield.updatedAt) return true
  return [...base.labels].sort().join() !== [...labels].sort().join()
}

/** True for a customer who was there before the app. Shopify's dates have no fractions: whoever came in the second of the installation came after it. */
export const isFromBefore = (createdAt: string | Date, installedAt: Date): boolean =>
  new Date(createdAt).getTime() + 1000 <= installedAt.getTime()
