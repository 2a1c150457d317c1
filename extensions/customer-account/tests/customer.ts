import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Status } from '../src/status.ts'

export const APP = 'https://app.test'
export const TICKET = `${APP}/customer/enter#ticket-1`

/** A new customer, and what differs from one. */
export function statusOf(changes: Partial<Status> = {}): Status {
  return {
    party: 'none',
    identity: 'none',
    corporate: 'none',
    verified: false,
    frozen: false,
    refused: false,
    missing: ['party', 'profile', 'identity'],
    returned: [],
    next: 'choose-party',
    shopUrl: 'https://shop.test/',
    ...changes,
  }
}

// One customer of each kind that the screens have to know, written down from the manual.
export const CUSTOMERS = {
  start: statusOf(),
  continue: statusOf({ party: 'corporation', identity: 'submitted', missing: ['corporate'], next: 'submit' }),
  waiting: statusOf({ party: 'individual', identity: 'submitted', missing: [], next: 'wait' }),
  returned: statusOf({
    party: 'individual',
    identity: 'returned',
    missing: ['identity'],
    returned: [{ part: 'identity', reason: '住所が読み取れません。\n四隅まで写してください。' }],
    next: 'submit',
  }),
  verified: statusOf({ party: 'individual', identity: 'accepted', verified: true, missing: [], next: 'shop' }),
  frozen: statusOf({ party: 'individual', identity: 'accepted', verified: true, frozen: true, missing: [], next: 'contact' }),
  refused: statusOf({ party: 'individual', identity: 'returned', refused: true, missing: [], next: 'contact' }),
} as const satisfies Record<string, Status>

export interface Asked {
  readonly method: string
  readonly url: string
  readonly headers: Headers
}

/** An app that answers the two questions; `status` may change between two of them. A function may throw, as a broken line does. */
export function appOf(answers: { status: () => Response; ticket?: () => Response | Promise<Response> }) {
  const asked: Asked[] = []
  const answer = async (input: unknown, init?: RequestInit): Promise<Response> => {
    const url = String(input)
    asked.push({ method: init?.method ?? 'GET', url, headers: new Headers(init?.headers) })
    if (url.startsWith(`${APP}/customer/ticket`))
      return (answers.ticket ?? (() => json({ url: TICKET, expiresAt: '2026-11-22T10:05:00Z' })))()
    if (url.startsWith(`${APP}/customer/status`)) return answers.status()
    throw new Error(`nobody should ask for ${url}`)
  }
  return { answer: answer as typeof fetch, asked }
}

export const json = (body: unknown, status = 200): Response => new Response(JSON.stringify(body), { status })

/** The words of one locale file, by dotted key; a missing word throws. */
export function translator(file: string): (key: string) => string {
  const words = JSON.parse(readFileSync(join(import.meta.dirname, '../locales', file), 'utf8')) as unknown
  return (key) => {
    let here: unknown = words
    for (const step of key.split('.')) here = (here as Record<string, unknown> | undefined)?.[step]
    if (typeof here !== 'string') throw new Error(`${file} has no word for ${key}`)
    return here
  }
}
