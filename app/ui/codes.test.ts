import { expect, test } from 'vitest'
import { KINDS } from '../documents/kinds.ts'
import { RETURN_REASONS } from '../kyc/return-reasons.ts'
import type { AnyTask } from '../kyc/tasks.server.ts'
import { LANGUAGES } from '../platform/i18n/languages.ts'
import { ADMIN_MESSAGES } from './messages.ts'
import { TASK_CODES } from './tasks/task-words.ts'

// The compiler holds this table to the codes of the law and the engine: a new one stands here, and then needs words.
const CODES: Readonly<Record<AnyTask['code'], true>> = {
  'edit-during-denial': true,
  'edits-disagree': true,
  'frozen-not-approved': true,
  'added-without-removal': true,
  'approval-by-addition-off': true,
  'label-does-not-fit': true,
  'other-part-missing': true,
  'papers-missing': true,
  'approval-by-removal-off': true,
  'removal-unfinished': true,
  'approval-requested': true,
  'unverified-added': true,
  'merge-stricter': true,
  'store-refuses': true,
  'data-requested': true,
  'held-by-default': true,
  'take-over-contradictory': true,
  'second-approval': true,
  'expires-soon': true,
  'papers-expired': true,
  'identity-changed': true,
  'identity-locked': true,
  'order-caught': true,
}

test.each(LANGUAGES)('every task, reason and kind of paper has words in %s', (language) => {
  const { tasks, reason, kind } = ADMIN_MESSAGES[language]
  expect([...TASK_CODES].sort()).toEqual(Object.keys(CODES).sort())
  expect(Object.keys(tasks.code).sort()).toEqual(Object.keys(CODES).sort())
  for (const code of Object.values(RETURN_REASONS).flat()) expect(reason[code].text, code).not.toBe('')
  for (const code of Object.values(KINDS).flat()) expect(kind[code], code).not.toBe('')
})
