import type { Part, PartState } from '../kyc/case.ts'
import type { DocumentFacts } from './kinds.ts'

/** The newest moment at which documents of this list were sent; null when none was. */
const lastSent = (documents: readonly DocumentFacts[]): number | null =>
  documents.reduce<number | null>((last, { sentAt }) => (sentAt && sentAt.getTime() > (last ?? 0) ? sentAt.getTime() : last), null)

/** What was sent of a part and not sent back or replaced since, oldest first. */
export const inForce = (documents: readonly DocumentFacts[], part: Part): readonly DocumentFacts[] =>
  documents.filter((one) => one.part === part && one.sentAt !== null && one.returnedAt === null)

/** The documents of a part that a reviewer sent back after the customer last sent something: those that are asked for again. */
export function askedAgain(documents: readonly DocumentFacts[], part: Part): readonly DocumentFacts[] {
  const sent = documents.filter((one) => one.part === part && one.sentAt !== null)
  const last = lastSent(sent)
  return sent.filter(({ returnedAt }) => last !== null && returnedAt !== null && returnedAt.getTime() > last)
}

/**
 * What need not be sent again (C19). While papers wait or are accepted: all that is in force. Where some of them were sent back one by one: the
 * others. Where the part was returned as a whole (a verification taken back, also by hand in the store) or has run out: nothing.
 */
export function kept(documents: readonly DocumentFacts[], part: Part, state: PartState): readonly DocumentFacts[] {
  if (state === 'none') return []
  return state === 'returned' && askedAgain(documents, part).length === 0 ? [] : inForce(documents, part)
}
