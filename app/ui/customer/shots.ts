import type { Kind } from '../../documents/kinds.ts'

/** What one photo of a paper shows. */
export type Side = 'front' | 'back' | 'page' | 'booklet'

/** What there is to photograph of each kind, in order. Of a paper with pages nobody knows how many: the last one may be taken again and again. */
export const SIDES: Readonly<Record<Kind, readonly Side[]>> = {
  'driving-licence': ['front', 'back'],
  'residence-card': ['front', 'back'],
  'my-number-card': ['front'],
  passport: ['booklet'],
  'registry-certificate': ['page'],
  'seal-certificate': ['page'],
  other: ['page'],
}

/** The side to photograph next when so many of this kind are there; null when each side is there. */
export const nextSide = (kind: Kind, there: number): Side | null => SIDES[kind][there] ?? null
