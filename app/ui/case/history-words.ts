import type { Part, Party } from '../../kyc/case.ts'
import type { AdminMessages } from '../messages.ts'

type EventWord = Exclude<keyof AdminMessages['history']['event'], 'other'>
type ReasonWord = keyof AdminMessages['reason']

/** Whether there are words for a kind of event in the history. */
export const isEventWord = (messages: AdminMessages, type: string): type is EventWord =>
  type !== 'other' && Object.hasOwn(messages.history.event, type)

/** Whether there are words for a reason. */
export const isReasonWord = (messages: AdminMessages, reason: string | null): reason is ReasonWord =>
  reason !== null && Object.hasOwn(messages.reason, reason)

export const partWord = (part: string | null): Part | null => (part === 'identity' || part === 'corporate' ? part : null)

export const partyWord = (party: string | null): Party | null =>
  party === 'individual' || party === 'corporation' || party === 'none' ? party : null
