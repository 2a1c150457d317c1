import { APP_URL } from './app-url.ts'
import { readStatus, type Status, webAddress } from './status.ts'

/** Why an answer did not come: no way to the app, nobody signed in, or the app has trouble of its own. */
export type Problem = 'offline' | 'signed-out' | 'down'

export type Answer<Value> = { readonly ok: true; readonly value: Value } | { readonly ok: false; readonly problem: Problem }

/** Who is asking, in which language. The token lives five minutes, so it is asked for anew with every request. */
export interface Caller {
  readonly token: () => Promise<string>
  readonly language: string
}

// Longer than any healthy answer, shorter than a customer's patience.
const PATIENCE_MS = 15_000

/** Where the customer stands. Never throws. */
export function fetchStatus(caller: Caller): Promise<Answer<Status>> {
  return ask(caller, 'GET', `/customer/status?locale=${encodeURIComponent(caller.language)}`, readStatus)
}

/** The address of the upload page with a ticket in it: good for one use within five minutes. Never throws. */
export function requestTicket(caller: Caller): Promise<Answer<string>> {
  return ask(caller, 'POST', '/customer/ticket', (answer) => webAddress((answer as { readonly url?: unknown } | null)?.url))
}

async function ask<Value>(
  caller: Caller,
  method: string,
  path: string,
  read: (answer: unknown) => Value | undefined,
): Promise<Answer<Value>> {
  let token: string
  try {
    token = await caller.token()
  } catch {
    return { ok: false, problem: 'signed-out' }
  }
  try {
    const headers = { Authorization: `Bearer ${token}`, Accept: 'application/json', 'Accept-Language': caller.language }
    const response = await fetch(`${APP_URL}${path}`, { method, headers, signal: AbortSignal.timeout(PATIENCE_MS) })
    if (response.status === 401) return { ok: false, problem: 'signed-out' }
    if (!response.ok) return { ok: false, problem: 'down' }
    const value = read(await response.json().catch(() => null))
    return value === undefined ? { ok: false, problem: 'down' } : { ok: true, value }
  } catch {
    return { ok: false, problem: 'offline' }
  }
}
