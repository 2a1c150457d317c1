import { fieldWithMyNumber } from '../checks/my-number.ts'
import { isDocumentId } from '../documents/kinds.ts'
import type { SentBack } from '../documents/returning.server.ts'
import { ok, type Result, refuse } from '../platform/result.ts'
import type { Part } from './case.ts'
import type { Decision } from './decisions.server.ts'
import { isReasonCode } from './return-reasons.ts'

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
  const held = fieldWithMyNumber({ publicText, privateNote })
  if (held) return bad(held, 'my-number')
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
      return type === 'accept' ? ok({ type, part }) : returned(part, form, publicText, note)
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

function returned(part: Part, form: FormData, publicText: string, note: { privateNote?: string }): Result<Decision> {
  const named = String(form.get('documents') ?? '')
  const documents = named === '' ? null : named.split(',').map(readNamed)
  const reason = documents ? (documents[0]?.reason ?? '') : String(form.get('reason'))
  if (documents && !documents.every(({ id }) => isDocumentId(id))) return bad('documents', 'unknown')
  if (!isReasonCode(reason) || documents?.some((one) => !isReasonCode(one.reason))) return bad('reason', 'unknown')
  return publicText === ''
    ? bad('publicText', 'empty')
    : ok({ type: 'return', part, reason, publicText, ...note, ...(documents ? { documents } : {}) })
}

/** One of `id:reason,id:reason`. */
function readNamed(text: string): SentBack {
  const [id = '', reason = ''] = text.split(':')
  return { id, reason }
}

const bad = (field: string, fault: string) => refuse({ code: 'bad-input', fields: { [field]: fault } } as const)

const textOf = (form: FormData, name: string): string =>
  String(form.get(name) ?? '')
    .replace(/\r\n?/g, '\n')
    .trim()

const partOf = (value: unknown): Part | null => (value === 'identity' || value === 'corporate' ? value : null)
