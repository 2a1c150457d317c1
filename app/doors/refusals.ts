import type { Refusal } from '../platform/result.ts'

const STATUS: Record<Refusal['code'], number> = {
  'not-allowed': 403,
  'not-found': 404,
  'bad-input': 422,
  'not-now': 409,
  'somebody-was-faster': 409,
  'try-again': 503,
  claimed: 409,
  'ticket-spent': 410,
  'session-over': 401,
  'file-refused': 422,
  'consent-missing': 409,
  busy: 503,
}

/** The HTTP status of a refusal. */
export const statusOf = (refusal: Refusal): number =>
  refusal.code === 'file-refused' && refusal.because === 'too-large' ? 413 : STATUS[refusal.code]

/** A refusal as JSON with its status; who is told that we are busy is told when to come again. */
export function refusalResponse(refusal: Refusal, headers: HeadersInit = {}): Response {
  const response = Response.json({ refusal }, { status: statusOf(refusal), headers })
  if (refusal.code === 'busy') response.headers.set('Retry-After', String(refusal.seconds))
  return response
}
