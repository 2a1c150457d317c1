import { data } from '@remix-run/node'
import { statusOf } from '../doors/refusals.ts'
import type { Result } from '../platform/result.ts'
import type { Answer } from './answer.ts'

/** The answer of an action, with the status of a refusal. `did` names what was done, for the toast. */
export const answer = (result: Result<unknown>, did: string) =>
  result.ok ? data<Answer>({ ok: true, did }) : data<Answer>({ ok: false, refusal: result.refusal }, { status: statusOf(result.refusal) })
