import { ok, type Result, refuse } from '../platform/result.ts'
import type { Part } from './case.ts'
import type { Decision } from './decisions.server.ts'
import { isReasonOf } from './return-reasons.ts'

/** Characters of a text to the customer, and of a note. */
export const TEXT_MAX = 1000

/** What the case page sends: a decision, or the one click that accepts all and approves, upon the version that the reviewer saw. */
export interface DecisionRequest {
  readonly version: number
  readonly decision: Decision | { readonly type: 'accept-and-approve' }
}

/** Reads the case page's form; `bad-input` names the field. */
export function readDecision(form: FormData): Result<DecisionRequest> {
  const version = Number(form.get('version') || 'none')
  const publicText = textOf(form, 'publicText')
  const privateNote = textOf(form, 'privateNote')
  const long = Object.entries({ publicText, privateNote }).find(([, text]) => [...text].length > TEXT_MAX)
  if (!Number.isSafeInteger(version) || version < 0) return bad('version', 'unknown')
  if (long) return bad(long[0], 'too-long')
  const decision = decisionOf(form, publicText, privateNote)
  return decision.ok ? ok({ version, decision: decision.value }) : decision
}

function decisionOf(form: FormData, publicText: string, privateNote: string): Result<DecisionRequest['decision']> {
  const note = privateNote ? { privateNote } : {}
  const texts = { ...(publicText ? { publicText } : {}), ...note }
  const type = String(form.get('type'))
  switch (type) {
    case 'accept':
    case 'return': {
      const part = partOf(form.get('part'))
      if (!part) return bad('part', 'unknown')
      return type === 'accept' ? ok({ type, part }) : returned(part, String(form.get('reason')), publicText, note)
    }
    case 'refuse':
    case 'revoke':
      return ok({ type, ...texts })
    case 'freeze':
      return ok({ type, ...note })
    case 'approve':
    case 'reopen':
    case 'thaw':
    case 'accept-and-approve':
      return ok({ type })
    default:
      return bad('type', 'unknown')
  }
}

function returned(part: Part, reason: string, publicText: string, note: { privateNote?: string }): Result<Decision> {
  if (!isReasonOf(part, reason)) return bad('reason', 'unknown')
  return publicText === '' ? bad('publicText', 'empty') : ok({ type: 'return', part, reason, publicText, ...note })
}

const bad = (field: string, fault: string) => refuse({ code: 'bad-input', fields: { [field]: fault } } as const)

const textOf = (form: FormData, name: string): string =>
  String(form.get(name) ?? '')
    .replace(/\r\n?/g, '\n')
    .trim()

const partOf = (value: unknown): Part | null => (value === 'identity' || value === 'corporate' ? value : null)
