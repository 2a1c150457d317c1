import { join } from 'node:path'
import type { Config } from '../platform/config.server.ts'
import type { World } from '../platform/world.server.ts'
import { folderStorage } from './folder-storage.server.ts'
import { s3Storage } from './s3-storage.server.ts'
import type { Storage } from './storage.ts'

/** One for each configuration: a bucket's connections are used again. */
const opened = new WeakMap<Config, Storage>()

/** The storage of this world: the bucket that is configured, else a folder. */
export function storageOf({ config }: World): Storage {
  const known = opened.get(config)
  if (known) return known
  const storage = config.objectStore ? s3Storage(config.objectStore) : folderStorage(join(config.dataDir, 'documents'))
  opened.set(config, storage)
  return storage
}
