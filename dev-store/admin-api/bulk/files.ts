import { randomBytes } from 'node:crypto'
import { createReadStream, createWriteStream, mkdtempSync, rmSync, statSync, type WriteStream, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import type { Shop } from '../../store/types.ts'
import type { World } from '../../store/world.ts'

/** Where a file of variables may be sent, and what has come. */
export interface Upload {
  readonly shop: string
  readonly signature: string
  path: string | null
  bytes: number
}

interface Desk {
  readonly folder: string
  readonly results: Map<string, string>
  readonly uploads: Map<string, Upload>
}

const desks = new WeakMap<World, Desk>()

function deskOf(world: World): Desk {
  const known = desks.get(world)
  if (known) return known
  const desk: Desk = { folder: mkdtempSync(join(tmpdir(), 'dev-store-bulk-')), results: new Map(), uploads: new Map() }
  desks.set(world, desk)
  return desk
}

const RESULTS = '/bulk-results/'
const UPLOADS = '/staged-uploads/'
const LINES_KEPT = 500

/** A result file being written; its address is known only when it is complete. */
export interface ResultFile {
  readonly add: (line: unknown) => Promise<void>
  /** The address and size; null when nothing was written. */
  readonly close: () => Promise<{ url: string; bytes: number } | null>
}

async function pour(stream: WriteStream, text: string): Promise<void> {
  if (!stream.write(text)) await new Promise<void>((resolve) => stream.once('drain', () => resolve()))
}

/** Opens a result file at an address that nobody can guess. */
export function openResult(world: World): ResultFile {
  const desk = deskOf(world)
  const name = `${randomBytes(24).toString('hex')}.jsonl`
  const path = join(desk.folder, name)
  const stream = createWriteStream(path, { mode: 0o600 })
  let bytes = 0
  let waiting: string[] = []
  const flush = async () => {
    const text = waiting.join('')
    waiting = []
    bytes += Buffer.byteLength(text)
    await pour(stream, text)
  }
  return {
    add: async (line) => {
      waiting.push(`${JSON.stringify(line)}\n`)
      if (waiting.length >= LINES_KEPT) await flush()
    },
    close: async () => {
      await flush()
      await new Promise<void>((resolve) => stream.end(() => resolve()))
      if (bytes === 0) return null
      desk.results.set(name, path)
      return { url: `${world.config.origin}${RESULTS}${name}`, bytes }
    },
  }
}

/** A place for one upload. The signature is what the storage wants to see again. */
export function openUpload(world: World, shop: Shop, filename: string): { key: string; signature: string } {
  const key = `tmp/${shop.id}/bulk/${randomBytes(16).toString('hex')}/${filename}`
  const signature = randomBytes(24).toString('hex')
  deskOf(world).uploads.set(key, { shop: shop.domain, signature, path: null, bytes: 0 })
  return { key, signature }
}

export const uploadAddress = (world: World): string => `${world.config.origin}${UPLOADS}`

/** The place that this shop was given under a key, with what has come; undefined when there is none. */
export const uploaded = (world: World, shop: Shop, key: string): Upload | undefined => {
  const upload = deskOf(world).uploads.get(key)
  return upload?.shop === shop.domain ? upload : undefined
}

async function receive(world: World, request: Request, url: URL): Promise<Response> {
  const desk = deskOf(world)
  const form = request.method === 'POST' ? await request.formData().catch(() => undefined) : undefined
  const key = form ? String(form.get('key') ?? '') : decodeURIComponent(url.pathname.slice(UPLOADS.length))
  const signature = form ? form.get('x-goog-signature') : url.searchParams.get('X-Goog-Signature')
  const upload = desk.uploads.get(key)
  const file = form?.get('file')
  if (!upload || upload.signature !== signature) return new Response('SignatureDoesNotMatch\n', { status: 403 })
  if (form && !(file instanceof File)) return new Response('the file is missing\n', { status: 400 })
  const bytes = file instanceof File ? await file.arrayBuffer() : await request.arrayBuffer()
  const path = join(desk.folder, `${randomBytes(16).toString('hex')}.variables`)
  writeFileSync(path, Buffer.from(bytes), { mode: 0o600 })
  upload.path = path
  upload.bytes = bytes.byteLength
  return new Response(null, { status: form ? 201 : 200 })
}

/** What Shopify's storage answers: result files (from a byte on, if asked), and uploads by form or by PUT; undefined for other addresses. */
export function bulkFiles(world: World): (request: Request) => Promise<Response | undefined> {
  return async (request) => {
    const url = new URL(request.url)
    if (url.pathname.startsWith(UPLOADS) && ['POST', 'PUT'].includes(request.method)) return receive(world, request, url)
    if (!url.pathname.startsWith(RESULTS)) return undefined
    const path = deskOf(world).results.get(url.pathname.slice(RESULTS.length))
    if (!path) return new Response('NoSuchKey\n', { status: 404 })
    const from = Number(/^bytes=(\d+)-$/.exec(request.headers.get('range') ?? '')?.[1] ?? 0)
    if (from > 0 && from >= statSync(path).size) return new Response(null, { status: 416 })
    const body = Readable.toWeb(createReadStream(path, { start: from })) as ReadableStream
    const headers = { 'Content-Type': 'application/jsonl', 'Cache-Control': 'private' }
    return new Response(body, { status: from > 0 ? 206 : 200, headers })
  }
}

/** Throws the files away. */
export function closeFiles(world: World): void {
  const desk = desks.get(world)
  if (desk) rmSync(desk.folder, { recursive: true, force: true })
  desks.delete(world)
}
