import type { AdminMessages } from '../messages.ts'

type TaskCode = keyof AdminMessages['tasks']['code']

/** Every kind of task that has words. */
export const TASK_CODES = [
  'edit-during-denial',
  'edits-disagree',
  'frozen-not-approved',
  'added-without-removal',
  'approval-by-addition-off',
  'label-does-not-fit',
  'other-part-missing',
  'papers-missing',
  'approval-by-removal-off',
  'removal-unfinished',
  'approval-requested',
  'unverified-added',
  'merge-stricter',
  'store-refuses',
  'data-requested',
  'held-by-default',
  'take-over-contradictory',
  'second-approval',
  'expires-soon',
  'papers-expired',
  'identity-changed',
  'identity-locked',
  'order-caught',
] as const satisfies readonly TaskCode[]

export const isTaskCode = (code: string): code is TaskCode => TASK_CODES.some((each) => each === code)

/** Whether there are words for a reason why a customer from before was not believed. */
export const isContradiction = (messages: AdminMessages, reason: string): reason is keyof AdminMessages['takeOver']['because'] =>
  Object.hasOwn(messages.takeOver.because, reason)

/** Whether there are words for something that changed about a customer. */
export const isField = (messages: AdminMessages, field: string): field is keyof AdminMessages['tasks']['field'] =>
  Object.hasOwn(messages.tasks.field, field)
