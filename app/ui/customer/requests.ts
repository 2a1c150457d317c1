import type { FileView } from '../../kyc/page-view.ts'
import { type Reply, replyOf } from './trouble.ts'

// Saving an address waits for Shopify, which may take twenty seconds.
const PATIENCE_MS = 45_000

const headersFor = (tag: string) => ({ 'X-Sekisho-Case': tag, Accept: 'application/json' })

/** Asks our server for something. Never throws: no line is a reply too. */
export async function ask<Value>(tag: string, method: 'POST' | 'DELETE', path: string, body?: object): Promise<Reply<Value>> {
  try {
    const response = await fetch(path, {
      method,
      headers: { ...headersFor(tag), ...(body ? { 'Content-Type': 'application/json' } : {}) },
      ...(body ? { body: JSON.stringify(body) } : {}),
      signal: AbortSignal.timeout(PATIENCE_MS),
    })
    return replyOf<Value>(response.status, await response.json().catch(() => null))
  } catch {
    return { ok: false, trouble: 'offline' }
  }
}

export interface Sending {
  readonly reply: Promise<Reply<{ file: FileView }>>
  abort(): void
}

/** Sends one file as it is. XMLHttpRequest, because fetch does not tell how far an upload is. `percent` ends at 100 before the answer. */
export function sendFile(
  tag: string,
  of: { part: string; kind: string; upload: string; file: Blob },
  onPercent: (percent: number) => void,
): Sending {
  const request = new XMLHttpRequest()
  const query = new URLSearchParams({ part: of.part, kind: of.kind, upload: of.upload })
  const reply = new Promise<Reply<{ file: FileView }>>((resolve) => {
    request.open('POST', `/customer/documents?${query}`)
    for (const [name, value] of Object.entries(headersFor(tag))) request.setRequestHeader(name, value)
    request.setRequestHeader('Content-Type', 'application/octet-stream')
    request.upload.onprogress = ({ loaded, total }) => onPercent(total > 0 ? Math.floor((loaded / total) * 100) : 0)
    request.onload = () => resolve(replyOf(request.status, parsed(request.responseText)))
    request.onerror = () => resolve({ ok: false, trouble: 'offline' })
    request.ontimeout = () => resolve({ ok: false, trouble: 'offline' })
    request.onabort = () => resolve({ ok: false, trouble: 'offline' })
    request.send(of.file)
  })
  return { reply, abort: () => request.abort() }
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return null
  }
}

/** The thumbnail of a file that the vault holds, as an address within this page; null when there is none to be had. Let it go after use. */
export async function thumbnailOf(tag: string, id: string): Promise<string | null> {
  try {
    const response = await fetch(`/customer/documents/${id}`, { headers: headersFor(tag), signal: AbortSignal.timeout(PATIENCE_MS) })
    return response.ok ? URL.createObjectURL(await response.blob()) : null
  } catch {
    return null
  }
}
