import { mkdir, open, readdir, readFile, rm } from 'node:fs/promises'
import { join } from 'node:path'
import type { World } from '../platform/world.server.ts'
import { copyOf, readCopy, type Seal } from './chain.ts'

/** Where seals are copied to, outside the database. Lines are only ever added; a shop's go when the shop is erased. */
export interface Copies {
  /** Adds seals, durably. */
  append(shop: string, seals: readonly Seal[]): Promise<void>
  /** Every line that holds a seal, in the order written. */
  read(shop: string): Promise<readonly Seal[]>
  /** The shops that have any. */
  shops(): Promise<readonly string[]>
  erase(shop: string): Promise<void>
}

const ENDING = '.seals'
const SHOP = /^[a-z0-9][a-z0-9.-]*$/

/** A file a shop in SEKISHO_AUDIT_DIR. The file system may hold it to adding (`chattr +a`). */
export function copiesOf({ config }: Pick<World, 'config'>): Copies {
  const pathOf = (shop: string): string => {
    if (!SHOP.test(shop)) throw new Error('not the name of a shop')
    return join(config.auditDir, `${shop}${ENDING}`)
  }
  const textOf = (shop: string) => readFile(pathOf(shop), 'utf8').catch(unlessMissing(''))
  return {
    append: async (shop, seals) => {
      await mkdir(config.auditDir, { recursive: true, mode: 0o700 })
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
    read: async (shop) => (await textOf(shop)).split('\n').flatMap((line) => readCopy(shop, line) ?? []),
    shops: async () => {
      const names = await readdir(config.auditDir).catch(unlessMissing([] as string[]))
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
