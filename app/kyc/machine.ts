import { ok, type Result, refuse } from '../platform/result.ts'
import { type Case, type CaseEvent, partsOf } from './case.ts'
import type { Missing } from './protocol.ts'

/** Why the law does not take an event now; a `not-now` for the doors. */
export interface StepRefusal {
  readonly code: 'not-now'
  readonly because:
    | 'refused'
    | 'not-refused'
    | 'frozen'
    | 'not-frozen'
    | 'not-verified'
    | 'not-submitted'
    | 'no-such-part'
    | 'papers-missing'
  readonly missing: readonly Missing[]
}

/** Moves a case by one event of the table in design.md section 3, or says why not. Nothing changed: the same object, the same version. */
export function step(from: Case, event: CaseEvent): Result<Case, StepRefusal> {
  void from
  void event
  void ok
  void refuse
  void partsOf
  throw new Error('not yet')
}
