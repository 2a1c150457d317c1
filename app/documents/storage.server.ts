import { mkdir, open, readFile, rename, rm } from 'node:fs/promises'
import { join } from 'node:path'
import type { World } from '../platform/world.server.ts'
import { isDocumentId } from './kinds.ts'

/** Where encrypted bytes lie. It never sees a key, a name or a plain byte, so any object store will do. */
export interface Storage {
  /** Keeps bytes under an id, replacing what was there; after it resolves they survive a crash. */
  put(id: string, bytes: Uint8Array): Promise<void>
  /** The bytes, or null when there are none. */
  get(id: string): Promise<Buffer | null>
  /** Forgets the bytes; silent when there are none. */
  delete(id: string): Promise<void>
}

/** A folder of this machine: `<dir>/<first two of the id>/<id>`, readable by our user only. */
export function folderStorage(dir: string): Storage {
  const place = (id: string) => {
    if (!isDocumentId(id)) throw new Error('not the id of a document')
    const folder = join(dir, id.slice(0, 2))
    return { folder, path: join(folder, id) }
  }
  return {
    async put(id, bytes) {
      const { folder, path } = place(id)
      await mkdir(folder, { recursive: true, mode: 0o700 })
      const half = `${path}.${process.pid}.${Date.now()}.part`
      const file = await open(half, 'wx', 0o600)
      try {
        await file.writeFile(bytes)
        await file.sync()
      } finally {
        await file.close()
      }
      await rename(half, path)
    },
    async get(id) {
      return readFile(place(id).path).catch((error: NodeJS.ErrnoException) => {
        if (error.code === 'ENOENT') return null
        throw error
      })
    },
    async delete(id) {
      await rm(place(id).path, { force: true })
    },
  }
}

/** The storage of this world. */
export const storageOf = (world: World): Storage => folderStorage(join(world.config.dataDir, 'documents'))
