import type { Missing, PartState, Status } from './status.ts'

/** The one sentence about a customer: which words, which tone. */
export type Stage = 'start' | 'continue' | 'waiting' | 'returned' | 'verified' | 'frozen' | 'refused'

/** Which stage a status is. A refusal hides everything else, a freeze everything but a refusal. */
export function stageOf(status: Status): Stage {
  if (status.refused) return 'refused'
  if (status.frozen) return 'frozen'
  if (status.verified) return 'verified'
  if (status.returned.length > 0 || status.identity === 'returned' || status.corporate === 'returned') return 'returned'
  if (status.missing.length === 0) return 'waiting'
  return status.party === 'none' && status.identity === 'none' ? 'start' : 'continue'
}

export interface Step {
  readonly key: Missing
  readonly state: 'empty' | 'done' | 'missing' | 'checking' | 'accepted' | 'returned'
}

const PART_STEP: Record<PartState, Step['state']> = { none: 'missing', submitted: 'checking', accepted: 'accepted', returned: 'returned' }

/** Every step of this customer in the order of the upload page; a corporation has one more. Empty where no step is left to take. */
export function stepsOf(status: Status): Step[] {
  if (status.refused || status.frozen || status.verified) return []
  const plain = (key: 'party' | 'profile'): Step => ({ key, state: status.missing.includes(key) ? 'empty' : 'done' })
  const steps: Step[] = [plain('party'), plain('profile'), { key: 'identity', state: PART_STEP[status.identity] }]
  if (status.party === 'corporation') steps.push({ key: 'corporate', state: PART_STEP[status.corporate] })
  return steps
}

/** What can be pressed: the main action and, for a verified customer whose renewal came back, a second one. */
export function actionsOf(status: Status): ('upload' | 'shop' | 'contact')[] {
  const upload = status.next === 'submit' || status.next === 'choose-party'
  if (status.refused || status.frozen) return ['contact']
  if (status.verified) return upload || status.returned.length > 0 ? ['shop', 'upload'] : ['shop']
  if (upload) return ['upload']
  return status.next === 'wait' ? [] : [status.next]
}

/** A renewal handed in by a verified customer: being checked, or returned. Orders go on meanwhile. */
export function renewalOf(status: Status): 'checking' | 'returned' | undefined {
  if (stageOf(status) !== 'verified') return undefined
  if (status.returned.length > 0) return 'returned'
  return status.identity === 'submitted' || status.corporate === 'submitted' ? 'checking' : undefined
}
