import type { Refusal } from '../platform/result.ts'

/** What an action of these screens answers. */
export type Answer =
  | { readonly ok: true; readonly did: string /** Where to go on. */; readonly next?: string }
  | { readonly ok: false; readonly refusal: Refusal }
