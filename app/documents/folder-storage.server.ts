import { randomUUID } from 'node:crypto'
import { mkdir, open, readFile, rename, rm } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { reasonOf } from '../platform/reason.ts'
import { mustBePlace, type Storage, StorageAway } from './storage.ts'

/** A folder of this machine: `<dir>/<first two of the id>/<id>/<name>`, readable by our user only. */
export function folderStorage(dir: string): Storage {
  const folderOf = (document: string) => join(dir, document.slice(0, 2), document)
  return {
    async put(document, name, bytes) {
      mustBePlace(document, name)
      await done(keep(dir, folderOf(document), name, bytes))
    },
    async get(document, name) {
      mustBePlace(document, name)
      return done(readFile(join(folderOf(document), name)).catch(nothingThere))
    },
    async delete(document, name) {
      mustBePlace(document, name ?? 'every')
      const folder = folderOf(document)
      await done(name ? rm(join(folder, name), { force: true }) : rm(folder, { recursive: true, force: true }))
    },
  }
}

async function keep(dir: string, folder: string, name: string, bytes: Uint8Array): Promise<void> {
  await mkdir(folder, { recursive: true, mode: 0o700 })
  const path = join(folder, name)
  const half = `${path}.${randomUUID()}.part`
  const file = await open(half, 'wx', 0o600)
  try {
    await file.writeFile(bytes)
    await file.sync()
  } finally {
    await file.close()
  }
  await rename(half, path)
  // A name survives a power cut only when the folders that hold it were written down too.
  for (const each of [folder, dirname(folder), dir]) await sync(each)
}

async function sync(folder: string): Promise<void> {
  const handle = await open(folder, 'r')
  await handle.sync().finally(() => handle.close())
}

function nothingThere(error: NodeJS.ErrnoException): null {
  if (error.code === 'ENOENT') return null
  throw error
}

/** A disk that is full, away or not ours says so in codes. */
async function done<Value>(work: Promise<Value>): Promise<Value> {
  try {
    return await work
  } catch (error) {
    throw new StorageAway(reasonOf(error))
  }
}
