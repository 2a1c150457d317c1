import { data } from '@remix-run/node'
import { statusOf } from '../doors/refusals.ts'
import type { Result } from '../platform/result.ts'
import type { Answer } from './answer.ts'

/** The answer of an action, with the status of a refusal. `did` names what was done, for the toast; `next`, where to go on. */
export const answer = (result: Result<unknown>, did: string, next?: string) =>
  result.ok
    ? data<Answer>({ ok: true, did, ...(next ? { next } : {}) })
    : data<Answer>({ ok: false, refusal: result.refusal }, { status: statusOf(result.refusal) })
