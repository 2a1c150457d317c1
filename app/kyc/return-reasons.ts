import type { Language } from '../platform/i18n/languages.ts'
import type { Part } from './case.ts'

/** Why papers are returned (C19), as every shop begins: codes; their names for staff and the texts that a customer reads are messages. */
export const RETURN_REASONS = {
  identity: [
    'blurred',
    'cropped',
    'back-missing',
    'expired',
    'name-differs',
    'address-differs',
    'birth-date-differs',
    'not-accepted',
    'other',
  ],
  corporate: ['blurred', 'cropped', 'too-old', 'company-differs', 'not-accepted', 'other'],
} as const satisfies Record<Part, readonly string[]>

export type ReturnReason = (typeof RETURN_REASONS)[Part][number]

/** What staff choose a reason by, and what the customer reads. */
export interface ReasonTexts {
  readonly name: string
  readonly text: string
}

/** A reason as one shop has it. */
export interface Reason {
  readonly code: string
  readonly parts: readonly Part[]
  /** Made by the shop. */
  readonly own: boolean
  /** Not offered any more; where it was given, it is still told. */
  readonly hidden: boolean
  readonly texts: Readonly<Record<Language, ReasonTexts>>
}

const CODE = /^[a-z0-9-]{1,40}$/

/** Whether a text has the shape of a reason's code. */
export const isReasonCode = (value: string): boolean => CODE.test(value)

/** The reasons that are offered for a part, in the order of the list: their place is the number that picks them. */
export const reasonsOfPart = (reasons: readonly Reason[], part: Part): readonly Reason[] =>
  reasons.filter((reason) => !reason.hidden && reason.parts.includes(part))
