/** What the seal of a held record is bound to: a sealed value that is copied to another row does not open. */
export const aboutHeld = (shop: string, id: string): string => `${shop}:held-record:${id}`

/** Why somebody opens what was sealed. Codes: what they say in full is for the shop's own files. */
export const UNSEAL_REASONS = ['police', 'court', 'inspection', 'customer'] as const
export type UnsealReason = (typeof UNSEAL_REASONS)[number]

export const isUnsealReason = (value: unknown): value is UnsealReason => UNSEAL_REASONS.some((reason) => reason === value)
