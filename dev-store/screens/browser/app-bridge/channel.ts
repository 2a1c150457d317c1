import type { AdminMessage, FrameMessage, Question, Questions } from './messages.ts'

// The script is classic and synchronous, as Shopify's is, so the element that loads it is known.
const script = document.currentScript
if (!(script instanceof HTMLScriptElement)) throw new Error('app-bridge.js must be loaded by a plain script element')

/** The address this script came from is the admin: messages go nowhere else. */
export const adminOrigin = new URL(script.src).origin
/** The client id of the app, from the script element or the meta element. */
export const apiKey = script.dataset.apiKey ?? document.querySelector<HTMLMetaElement>('meta[name=shopify-api-key]')?.content ?? ''

type Listener<T extends AdminMessage['type']> = (message: Extract<AdminMessage, { type: T }>) => void
const listeners = new Map<string, Set<(message: never) => void>>()

/** Sends one message to the admin. */
export const tell = (message: FrameMessage): void => window.parent.postMessage(message, adminOrigin)

/** Calls `listener` for every message of this type from the admin. */
export function hear<T extends AdminMessage['type']>(type: T, listener: Listener<T>): void {
  const known = listeners.get(type) ?? new Set()
  listeners.set(type, known.add(listener as (message: never) => void))
}

addEventListener('message', ({ source, origin, data }) => {
  if (source !== window.parent || origin !== adminOrigin) return
  for (const listener of listeners.get(data?.type) ?? []) listener(data as never)
})

const waiting = new Map<string, { resolve: (value: never) => void; reject: (reason: Error) => void }>()
hear('answer', ({ id, value, error }) => {
  const asked = waiting.get(id)
  waiting.delete(id)
  if (error === undefined) asked?.resolve(value as never)
  else asked?.reject(new Error(error))
})

/** Asks the admin; rejects with its reason. */
export function ask<Q extends Question>(question: Q, details: Questions[Q]['with']): Promise<Questions[Q]['answer']> {
  const id = crypto.randomUUID()
  tell({ type: 'ask', id, question, with: details })
  return new Promise((resolve, reject) => waiting.set(id, { resolve, reject }))
}
