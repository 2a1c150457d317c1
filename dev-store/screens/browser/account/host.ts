// The account page around the extensions' frames: hands out session tokens, follows their links, gives them room.
import type { FromAccount, FromFrame } from './messages.ts'

const bridge = JSON.parse(document.getElementById('bridge')?.textContent ?? '{}') as { root: string; customerId: number }
const frames = [...document.querySelectorAll<HTMLIFrameElement>('iframe.extension')]

async function sessionToken(): Promise<string> {
  const response = await fetch(`${bridge.root}/session-token`)
  if (!response.ok) throw new Error(`no session token: ${response.status}`)
  return ((await response.json()) as { token: string }).token
}

const storageKey = (frame: HTMLIFrameElement, key: unknown): string => `${bridge.customerId}/${frame.dataset.extension}/${String(key)}`

async function answer(frame: HTMLIFrameElement, question: string, [key, value]: readonly unknown[]): Promise<unknown> {
  if (question === 'sessionToken') return sessionToken()
  if (question === 'storage.read') return JSON.parse(localStorage.getItem(storageKey(frame, key)) ?? 'null')
  if (question === 'storage.write') return localStorage.setItem(storageKey(frame, key), JSON.stringify(value))
  if (question === 'storage.delete') return localStorage.removeItem(storageKey(frame, key))
  throw new Error(`the dev store's customer account does not know ${question}`)
}

/** Addresses of Shopify's own kind as places of this account; http addresses as they are, all others refused. */
function placeOf(url: string, frame: HTMLIFrameElement): string {
  const scheme = /^([a-z-]+):(?:\/\/)?(.*)$/i.exec(url)
  if (!scheme) return url.startsWith('/') ? `${bridge.root}/pages/${frame.dataset.extension}${url}` : url
  const [, name = '', rest = ''] = scheme
  if (name === 'extension') return `${bridge.root}/pages/${rest}`
  if (name === 'shopify' && rest.startsWith('customer-account')) return `${bridge.root}/${rest.slice('customer-account/'.length)}`
  if (name === 'http' || name === 'https' || name === 'mailto' || name === 'tel') return url
  throw new Error(`an extension may not open ${name}: addresses`)
}

const toast = document.getElementById('toast')
function showToast(message: string): void {
  if (!toast) return
  toast.textContent = message
  toast.classList.add('shown')
  setTimeout(() => toast.classList.remove('shown'), 4000)
}

function react(frame: HTMLIFrameElement, message: FromFrame): void {
  if (message.type === 'height') frame.style.height = `${message.height}px`
  if (message.type === 'toast') showToast(message.message)
  if (message.type === 'failed') {
    const box = document.createElement('div')
    box.className = 'extension-error'
    box.setAttribute('role', 'alert')
    box.textContent = `${frame.dataset.extension} (${frame.dataset.target}): ${message.message}`
    frame.before(box)
  }
  if (message.type === 'navigate') {
    const place = placeOf(message.url, frame)
    if (message.target === '_blank') window.open(place, '_blank', 'noopener')
    else location.assign(place)
  }
  if (message.type === 'ask') {
    const tell = (reply: FromAccount) => frame.contentWindow?.postMessage(reply, '*') // an opaque origin has no name
    answer(frame, message.question, message.with).then(
      (value) => tell({ type: 'answer', id: message.id, value }),
      (error: unknown) => tell({ type: 'answer', id: message.id, error: String(error) }),
    )
  }
}

addEventListener('message', ({ source, data }: MessageEvent<FromFrame>) => {
  const frame = frames.find((one) => one.contentWindow === source)
  if (frame) react(frame, data)
})
