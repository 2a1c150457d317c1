import type { World } from '../../../app/platform/world.server.ts'
import { onScratch, playSeeds } from '../scratch.ts'

/** F10: forges `count` logs, each in one way, on a database and a folder of their own; prints what was not found. */
export const runAudit = (count: number, seed: number, print: (line: string) => void): Promise<{ passed: number; failed: number }> =>
  onScratch(async () => {
    const { world: theWorld } = await import('../../../app/platform/world.server.ts')
    const world = theWorld()
    try {
      return await playAll(world, count, seed, print)
    } finally {
      await world.db.$disconnect()
    }
  })

/** The same in a world that is there. */
export async function playAll(world: World, count: number, seed: number, print: (line: string) => void) {
  const { playAudit } = await import('./play.ts')
  const { Broken } = await import('../erasure/broken.ts')
  const series = {
    play: (at: number, log: string[]) => playAudit(world, at, log),
    isVerdict: (error: unknown): error is Error => error instanceof Broken,
    name: 'logs',
    tellEvery: 100,
  }
  return playSeeds(series, count, seed, print)
}
