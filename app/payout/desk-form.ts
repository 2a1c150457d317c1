import { holdsMyNumber } from '../checks/my-number.ts'
import { ok, type Result, refuse } from '../platform/result.ts'

/** What staff can do to an account. */
export type DeskAct =
  | { readonly type: 'accept-holder'; readonly account: string; readonly note: string }
  | { readonly type: 'reject'; readonly account: string; readonly text: string }

/** Characters of a note, and of a text to the customer. */
export const DESK_TEXT_MAX = 1000

const ID = /^[0-9a-f-]{36}$/

/** The account that a form names; null when it names none. */
export const accountIn = (form: FormData): string | null => {
  const id = String(form.get('account') ?? '')
  return ID.test(id) ? id : null
}

/** Reads the form of the payout card; a text is always needed, and `bad-input` names its field. */
export function readDeskAct(form: FormData): Result<DeskAct> {
  const account = accountIn(form)
  const type = String(form.get('type'))
  if (!account) return refuse({ code: 'bad-input', fields: { account: 'unknown' } })
  if (type !== 'accept-holder' && type !== 'reject') return refuse({ code: 'bad-input', fields: { type: 'unknown' } })
  const field = type === 'reject' ? 'publicText' : 'privateNote'
  const text = String(form.get(field) ?? '')
    .replace(/\r\n?/g, '\n')
    .trim()
  if (text === '' || [...text].length > DESK_TEXT_MAX)
    return refuse({ code: 'bad-input', fields: { [field]: text === '' ? 'empty' : 'too-long' } })
  if (holdsMyNumber(text)) return refuse({ code: 'bad-input', fields: { [field]: 'my-number' } })
  return ok(type === 'reject' ? { type, account, text } : { type, account, note: text })
}
