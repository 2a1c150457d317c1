import type { World } from '../../../app/platform/world.server.ts'
import { onScratch, playSeeds } from '../scratch.ts'
import type { Hostile } from './file.ts'
import { startMaker } from './maker.ts'
import { heldMb } from './memory.ts'

const MEMORY_MAX_MB = 512
const SHOP = 'uploads.myshopify.com'

/**
 * A5: hands in the files of seeds `seed` … `seed + count − 1` on a database and a folder of their own. Each must be refused with a reason or
 * made safe, and all the while our process and those that draw for it must hold less than 512 MB together: that is one more verdict.
 */
export const runUploads = (count: number, seed: number, print: (line: string) => void): Promise<{ passed: number; failed: number }> =>
  onScratch(async () => {
    const { world: theWorld } = await import('../../../app/platform/world.server.ts')
    const world = theWorld()
    const maker = startMaker()
    let peak = heldMb()
    const watch = setInterval(() => {
      peak = Math.max(peak, heldMb())
    }, 50)
    try {
      const { passed, failed } = await playAll(world, (at) => maker.make(at), count, seed, print)
      print(`memory: ${Math.round(peak)} MB at most`)
      return peak < MEMORY_MAX_MB ? { passed: passed + 1, failed } : { passed, failed: failed + 1 }
    } finally {
      clearInterval(watch)
      maker.close()
      await world.db.$disconnect()
    }
  })

/** The same in a world that is there, without the verdict on memory, which others use there too. */
export async function playAll(
  world: World,
  make: (seed: number) => Promise<Hostile>,
  count: number,
  seed: number,
  print: (line: string) => void,
) {
  const { playUpload } = await import('./play.ts')
  const { Broken } = await import('../erasure/broken.ts')
  await world.db.shop.upsert({ where: { shopId: SHOP }, create: { shopId: SHOP }, update: {} })
  const series = {
    play: async (at: number, log: string[]) => playUpload(world, SHOP, at, await make(at), log),
    isVerdict: (error: unknown): error is Error => error instanceof Broken,
    name: 'files',
    tellEvery: 50,
  }
  return playSeeds(series, count, seed, print)
}
