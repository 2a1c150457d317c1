import { mkdir, open, readdir, readFile, rm } from 'node:fs/promises'
import { join } from 'node:path'
import type { Config } from '../platform/config.server.ts'
import type { World } from '../platform/world.server.ts'
import { bucketCopies } from './bucket-copies.server.ts'
import { copyOf, readCopy } from './chain.ts'
import { type Copies, mustBeShop } from './copies.ts'

const ENDING = '.seals'

/** One for each configuration: a bucket's connections are used again. */
const opened = new WeakMap<Config, readonly Copies[]>()

/** Everywhere where seals are copied to: a folder, and where documents lie in a bucket that bucket too. Each knows all of them. */
export function copiesOf({ config }: Pick<World, 'config'>): readonly Copies[] {
  const known = opened.get(config)
  if (known) return known
  const copies = [folderCopies(config.auditDir), ...(config.objectStore ? [bucketCopies(config.objectStore)] : [])]
  opened.set(config, copies)
  return copies
}

/** A file a shop in a folder (SEKISHO_AUDIT_DIR). The file system may hold it to adding (`chattr +a`). */
export function folderCopies(folder: string): Copies {
  const pathOf = (shop: string): string => {
    mustBeShop(shop)
    return join(folder, `${shop}${ENDING}`)
  }
  const textOf = (shop: string) => readFile(pathOf(shop), 'utf8').catch(unlessMissing(''))
  const read = async (shop: string) => (await textOf(shop)).split('\n').flatMap((line) => readCopy(shop, line) ?? [])
  return {
    mayComeLater: false,
    append: async (shop, seals) => {
      await mkdir(folder, { recursive: true, mode: 0o700 })
      const file = await open(pathOf(shop), 'a+', 0o600)
      try {
        // A line that a dying process left half written stays as it is, and ends here.
        const { size } = await file.stat()
        const torn = size > 0 && (await file.read(Buffer.alloc(1), 0, 1, size - 1)).buffer[0] !== 10
        await file.appendFile(`${torn ? '\n' : ''}${seals.map((seal) => `${copyOf(shop, seal)}\n`).join('')}`)
        await file.sync()
      } finally {
        await file.close()
      }
    },
    read,
    last: async (shop) => (await read(shop)).at(-1) ?? null,
    shops: async () => {
      const names = await readdir(folder).catch(unlessMissing([] as string[]))
      return names.filter((name) => name.endsWith(ENDING)).map((name) => name.slice(0, -ENDING.length))
    },
    erase: (shop) => rm(pathOf(shop), { force: true }),
  }
}

const unlessMissing =
  <T>(instead: T) =>
  (error: NodeJS.ErrnoException): T => {
    if (error.code === 'ENOENT') return instead
    throw error
  }
