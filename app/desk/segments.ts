import type { Wording } from '../kyc/tags.ts'

/** The segments that every shop gets (C23, C24). */
export const SEGMENT_KEYS = ['individuals', 'corporations', 'in-review', 'verified', 'not-submitted', 'watched'] as const
export type SegmentKey = (typeof SEGMENT_KEYS)[number]

// Shopify's query language quotes with ' and escapes with \.
const tagged = (tag: string): string => `customer_tags CONTAINS '${tag.replace(/[\\']/g, '\\$&')}'`
const notTagged = (tag: string): string => `customer_tags NOT CONTAINS '${tag.replace(/[\\']/g, '\\$&')}'`

/** What each segment asks for, in the shop's wording: the labels are all that a segment can see of a case. */
export function segmentQueries(wording: Wording, watchTag: string): Readonly<Record<SegmentKey, string>> {
  const { unverified, verified } = wording
  const [identity, corporate, company] = [wording['identity-submitted'], wording['corporate-submitted'], wording['corporate-verified']]
  return {
    individuals: `(${tagged(verified)} OR ${tagged(identity)}) AND ${notTagged(company)} AND ${notTagged(corporate)}`,
    corporations: `${tagged(company)} OR ${tagged(corporate)}`,
    'in-review': `${tagged(identity)} OR ${tagged(corporate)}`,
    verified: tagged(verified),
    'not-submitted': `${tagged(unverified)} AND ${notTagged(identity)} AND ${notTagged(corporate)}`,
    watched: tagged(watchTag),
  }
}
