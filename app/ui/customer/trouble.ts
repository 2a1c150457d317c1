import type { Faults } from '../../kyc/profile.ts'
import type { Refusal } from '../../platform/result.ts'

/** Why something that the customer did was not done, as far as the whole page is concerned; the words are in `trouble`. */
export type Trouble =
  | 'offline'
  | 'busy'
  | 'down'
  | 'sessionOver'
  | 'anotherCase'
  | 'consent'
  | 'changed'
  | 'storeSilent'
  | 'notFound'
  | 'nothingToSend'
  | 'notFresh'

export type FileFault = Extract<Refusal, { code: 'file-refused' }>['because']

/** What became of a request of the page. */
export type Reply<Value> =
  | { readonly ok: true; readonly value: Value }
  | { readonly ok: false; readonly trouble: Trouble; readonly accountPage?: string }
  | { readonly ok: false; readonly faults: Faults }
  | { readonly ok: false; readonly file: FileFault }

/** Reads an answer of ours: a refusal becomes what the page can say about it. Answers of others on the way (a proxy's 413, 502) count too. */
export function replyOf<Value>(status: number, body: unknown): Reply<Value> {
  if (status >= 200 && status < 300) return { ok: true, value: body as Value }
  const { refusal, accountPage } = (body ?? {}) as { refusal?: Refusal; accountPage?: string | null }
  if (status === 401) return { ok: false, trouble: 'sessionOver', ...(accountPage ? { accountPage } : {}) }
  if (!refusal) return status === 413 ? { ok: false, file: 'too-large' } : { ok: false, trouble: 'down' }
  if (refusal.code === 'bad-input') return { ok: false, faults: refusal.fields as Faults }
  if (refusal.code === 'file-refused') return { ok: false, file: refusal.because }
  return { ok: false, trouble: troubleOf(refusal) }
}

function troubleOf(refusal: Refusal): Trouble {
  if (refusal.code === 'consent-missing') return 'consent'
  if (refusal.code === 'not-found') return 'notFound'
  if (refusal.code === 'busy') return 'busy'
  if (refusal.code === 'not-now') return BECAUSE[refusal.because] ?? 'changed'
  return refusal.code === 'not-allowed' || refusal.code === 'try-again' ? 'down' : 'changed'
}

const BECAUSE: Readonly<Record<string, Trouble>> = {
  'another-case': 'anotherCase',
  'notice-changed': 'consent',
  'store-silent': 'storeSilent',
  'nothing-to-send': 'nothingToSend',
  'session-not-fresh': 'notFresh',
}
