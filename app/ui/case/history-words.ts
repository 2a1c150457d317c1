import type { Part, Party } from '../../kyc/case.ts'
import type { AdminMessages } from '../messages.ts'

type EventWord = Exclude<keyof AdminMessages['history']['event'], 'other'>

/** Whether there are words for a kind of event in the history. */
export const isEventWord = (messages: AdminMessages, type: string): type is EventWord =>
  type !== 'other' && Object.hasOwn(messages.history.event, type)

export const partWord = (part: string | null): Part | null => (part === 'identity' || part === 'corporate' ? part : null)

export const partyWord = (party: string | null): Party | null =>
  party === 'individual' || party === 'corporation' || party === 'none' ? party : null
