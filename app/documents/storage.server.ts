import { join } from 'node:path'
import type { World } from '../platform/world.server.ts'
import { folderStorage } from './folder-storage.server.ts'
import type { Storage } from './storage.ts'

/** The storage of this world. */
export const storageOf = (world: World): Storage => folderStorage(join(world.config.dataDir, 'documents'))
