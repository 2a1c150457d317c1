import type { FromAccount, FromFrame } from './messages.ts'

/** Tells the account page around this frame. */
export const tell = (message: FromFrame): void => window.parent.postMessage(message, '*')

const waiting = new Map<string, { resolve: (value: never) => void; reject: (error: Error) => void }>()
addEventListener('message', ({ source, data }: MessageEvent<FromAccount>) => {
  if (source !== window.parent || data?.type !== 'answer') return
  const asked = waiting.get(data.id)
  waiting.delete(data.id)
  if (data.error === undefined) asked?.resolve(data.value as never)
  else asked?.reject(new Error(data.error))
})

type Question = Extract<FromFrame, { type: 'ask' }>['question']

/** Asks the account page; rejects with its reason. */
export function ask<T>(question: Question, ...details: unknown[]): Promise<T> {
  const id = crypto.randomUUID()
  tell({ type: 'ask', id, question, with: details })
  return new Promise((resolve, reject) => waiting.set(id, { resolve, reject }))
}

/** Follows a link of an extension, wherever Shopify would follow it to. */
export const navigate = (url: string, target = ''): void => tell({ type: 'navigate', url, target })
