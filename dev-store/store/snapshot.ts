import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { DEFAULT_SETTINGS } from './shops.ts'
import type { Shop } from './types.ts'
import type { World } from './world.ts'

const FILE = 'dev-store.json'
const VERSION = 1
const QUIET_MS = 300

interface Saved {
  readonly version: number
  readonly clockOffsetMs: number
  readonly shops: Shop[]
  readonly mails: World['mailbox']['mails']
  readonly lastMailId: number
}

const pack = (_key: string, value: unknown): unknown => {
  if (value instanceof Map) return { $map: [...value] }
  return value instanceof Set ? { $set: [...value] } : value
}

const unpack = (_key: string, value: unknown): unknown => {
  if (value === null || typeof value !== 'object') return value
  if ('$map' in value) return new Map(value.$map as [unknown, unknown][])
  return '$set' in value ? new Set(value.$set as unknown[]) : value
}

/** Writes the whole world to a file; a crash half-way leaves the old one. */
function saveWorld(world: World, directory: string): void {
  mkdirSync(directory, { recursive: true })
  const saved: Saved = {
    version: VERSION,
    clockOffsetMs: world.clock.offsetMs,
    shops: [...world.shops.values()],
    mails: world.mailbox.mails,
    lastMailId: world.mailbox.lastId,
  }
  const path = join(directory, FILE)
  writeFileSync(`${path}.new`, JSON.stringify(saved, pack), { mode: 0o600 })
  renameSync(`${path}.new`, path)
}

/** Brings a saved world back; nothing happens when there is none. Throws when the file is of another version or broken. */
export function loadWorld(world: World, directory: string): void {
  let text: string
  try {
    text = readFileSync(join(directory, FILE), 'utf8')
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return
    throw error
  }
  const saved = JSON.parse(text, unpack) as Saved
  if (saved.version !== VERSION) throw new Error(`${join(directory, FILE)} was written by another version; delete it to start anew`)
  world.clock.offsetMs = saved.clockOffsetMs
  for (const shop of saved.shops) {
    // Older files know neither later settings nor segments.
    const later = { segments: new Map(), settings: { ...DEFAULT_SETTINGS, ...shop.settings } }
    world.shops.set(shop.domain, { ...later, ...shop, settings: later.settings })
  }
  world.mailbox.mails = saved.mails
  world.mailbox.lastId = saved.lastMailId
}

/** Saves after every change, a little later and all at once; `stop` saves a last time. */
export function keepSaving(world: World, directory: string): { stop: () => void } {
  let timer: NodeJS.Timeout | undefined
  const soon = () => {
    timer ??= setTimeout(() => {
      timer = undefined
      saveWorld(world, directory)
    }, QUIET_MS)
  }
  world.changed.add(soon)
  world.mailbox.changed.add(soon)
  return {
    stop: () => {
      world.changed.delete(soon)
      world.mailbox.changed.delete(soon)
      clearTimeout(timer)
      saveWorld(world, directory)
    },
  }
}
