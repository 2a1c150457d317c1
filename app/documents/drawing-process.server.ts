import { type ChildProcessByStdio, spawn } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import type { Socket } from 'node:net'
import { dirname, join } from 'node:path'
import type { Readable, Writable } from 'node:stream'
import { fileURLToPath } from 'node:url'
import { type Frame, frame, framesOf } from './drawing/frames.ts'
import type { MediaType } from './kinds.ts'
import type { Pixels } from './pictures.server.ts'
import { type FileFault, FileRefused } from './refused.ts'

type Child = ChildProcessByStdio<Writable, Readable, null>

// This file lies two folders below the root, and so does the server build into which it is bundled.
const ROOT = fileURLToPath(new URL('../../', import.meta.url))
const SCRIPT = join(ROOT, 'app/documents/drawing/child.server.ts')
const require = createRequire(import.meta.url)
const packageOf = (file: string) => dirname(require.resolve(file))
const READABLE = [
  join(ROOT, 'app/documents'),
  join(ROOT, 'package.json'),
  packageOf('@hyzyla/pdfium/pdfium.wasm'),
  join(packageOf('@hyzyla/pdfium/pdfium.wasm'), '../package.json'),
  packageOf('libheif-js/package.json'),
  packageOf('@expo-google-fonts/noto-sans-jp/package.json'),
]

const MEGABYTE = 1024 * 1024
/** What WebAssembly's memory may grow to; a page of it has 64 KB. */
const WASM_PAGES_MAX = (152 * MEGABYTE) / (64 * 1024)
/** What the whole process may hold, where the system tells. */
const RESIDENT_BYTES_MAX = 212 * MEGABYTE
/** A process that holds more than this after its work is replaced by a fresh one, which holds half. */
const IDLE_BYTES_MAX = 128 * MEGABYTE
const HEAP_MEGABYTES = 64
/** Seconds of computing in a life, so that a process whose parent was killed does not compute for ever. */
const CPU_SECONDS = 600
/** Nobody waits longer for a file of theirs. */
const PATIENCE_MS = 20_000
const WATCH_MS = 50
/** Documents in a life. */
const DOCUMENTS_MAX = 200
const PAGE_BYTES_MAX = 64 * MEGABYTE

interface Life {
  readonly child: Child
  readonly frames: AsyncGenerator<Frame>
  readonly ready: Promise<void>
  documents: number
}

let idle: Life | null = null

/** Starts the process that draws, so that it is there when a file has come. */
export function warmDrawing(): void {
  idle ??= begin()
}

/** The process that waits for the next file; null when there is none. */
export const waitingProcess = (): number | null => idle?.child.pid ?? null

function begin(): Life {
  const flags = [
    '--permission',
    ...READABLE.map((path) => `--allow-fs-read=${path}`),
    `--max-old-space-size=${HEAP_MEGABYTES}`,
    `--wasm-max-mem-pages=${WASM_PAGES_MAX}`,
    '--disallow-code-generation-from-strings',
    '--expose-gc',
    '--no-warnings',
  ]
  // No core file either: it would be a copy of somebody's papers.
  const limited = `ulimit -c 0; ulimit -t ${CPU_SECONDS}; exec "$0" "$@"`
  const child: Child = spawn('/bin/sh', ['-c', limited, process.execPath, ...flags, SCRIPT], {
    cwd: ROOT,
    // Nothing of ours: what a process does not know it cannot tell. Large pieces of memory go back to the system as soon as they are free.
    env: { MALLOC_ARENA_MAX: '2', MALLOC_MMAP_THRESHOLD_: '131072' } as unknown as NodeJS.ProcessEnv,
    stdio: ['pipe', 'pipe', 'ignore'],
  })
  // What becomes of the process shows where its answers are awaited.
  child.on('error', () => undefined)
  child.stdin.on('error', () => undefined)
  const frames = framesOf(child.stdout, PAGE_BYTES_MAX)
  const ready = frames.next().then(({ value }) => {
    if (saidBy(value).is !== 'ready') throw new Error('the drawing process did not start')
  })
  ready.catch(() => undefined)
  const life: Life = { child, frames, ready, documents: 0 }
  child.once('exit', () => {
    if (idle === life) idle = null
  })
  hold(child, false)
  return life
}

/** A process at work keeps ours from ending; one that waits does not. */
function hold(child: Child, held: boolean): void {
  for (const each of [child, child.stdin as Socket, child.stdout as Socket]) {
    if (held) each.ref()
    else each.unref()
  }
}

/**
 * The pages of a PDF, or the one picture of a HEIC file, as pixels, drawn in a process of its own. One at a time: the caller sees to that.
 * Throws FileRefused for what cannot be drawn, and for what takes too long or too much memory: then the process is ended, and the next file
 * gets another. A process that somebody else ended while it waited is no fault of the file: it is given to another.
 */
export async function* drawn(mediaType: MediaType, bytes: Buffer): AsyncGenerator<Pixels> {
  const first = await begun(mediaType, bytes)
  yield* first.answer === null ? finished(await begun(mediaType, bytes)) : finished(first)
}

interface Begun {
  readonly life: Life
  /** What the process said first; null when it is gone without a word, and not by us. */
  readonly answer: Pixels | 'done' | FileRefused | null
  readonly close: (sound: boolean) => void
}

async function begun(mediaType: MediaType, bytes: Buffer): Promise<Begun> {
  const life = idle ?? begin()
  idle = null
  hold(life.child, true)
  let endedByUs = false
  const end = () => {
    endedByUs = true
    life.child.kill('SIGKILL')
  }
  const patience = setTimeout(end, PATIENCE_MS)
  const watch = setInterval(() => {
    if (residentBytes(life.child.pid) > RESIDENT_BYTES_MAX) end()
  }, WATCH_MS)
  let closed = false
  const close = (sound: boolean) => {
    if (closed) return
    closed = true
    clearTimeout(patience)
    clearInterval(watch)
    life.documents += 1
    const fit = sound && life.documents < DOCUMENTS_MAX && residentBytes(life.child.pid) < IDLE_BYTES_MAX
    if (fit && !idle) idle = life
    else end()
    hold(life.child, false)
    warmDrawing()
  }
  try {
    await life.ready
    for (const piece of frame({ mediaType }, bytes)) life.child.stdin.write(piece)
    const answer = await nextFrom(life)
    const gone = answer === null && !endedByUs
    if (gone) close(false)
    return { life, close, answer: gone ? null : (answer ?? new FileRefused('too-complex')) }
  } catch (error) {
    close(false)
    throw error
  }
}

async function* finished({ life, answer, close }: Begun): AsyncGenerator<Pixels> {
  let sound = false
  let said = answer
  try {
    while (said !== 'done') {
      if (said === null) throw new FileRefused('too-complex')
      if (said instanceof FileRefused) throw said
      yield said
      said = await nextFrom(life)
    }
    sound = true
  } catch (error) {
    sound = error instanceof FileRefused && error.because !== 'too-complex'
    throw error
  } finally {
    close(sound)
  }
}

/** The next thing that the process says, null when it is gone. It is not trusted: what is no page of a decent size counts as misbehaviour. */
async function nextFrom({ frames }: Life): Promise<Begun['answer']> {
  const { value, done } = await frames.next().catch(() => ({ value: undefined, done: true }))
  if (done) return null
  const { is, because, width, height, channels } = saidBy(value)
  if (is === 'done') return 'done'
  if (is === 'undrawable') return new FileRefused(REASONS.find((one) => one === because) ?? 'unreadable')
  const data = value?.body
  const isPage = is === 'page' && isSize(width) && isSize(height) && (channels === 3 || channels === 4)
  return isPage && data?.length === width * height * channels ? { width, height, channels, data } : new FileRefused('too-complex')
}

const REASONS: readonly FileFault[] = ['unreadable', 'locked', 'too-many-pages', 'too-many-pixels', 'too-complex']
const isSize = (value: unknown): value is number => Number.isSafeInteger(value) && Number(value) > 0
const saidBy = (said: Frame | undefined): Record<string, unknown> => (said?.head ?? {}) as Record<string, unknown>

const PAGE_BYTES = 4096

/** What a process holds in memory; 0 where the system does not tell, or it is gone. */
function residentBytes(pid: number | undefined): number {
  try {
    return Number(readFileSync(`/proc/${pid}/statm`, 'utf8').split(' ')[1]) * PAGE_BYTES
  } catch {
    return 0
  }
}
