import type { Part } from './case.ts'

/** Why papers are returned (C19): codes; the message files have their names for staff and the texts that a customer reads. */
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

/** Whether papers of a part may be returned for this reason. */
export const isReasonOf = (part: Part, reason: string): reason is ReturnReason =>
  (RETURN_REASONS[part] as readonly string[]).includes(reason)
