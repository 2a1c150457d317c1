import { onScratch, playSeeds } from '../scratch.ts'
import { Broken } from './broken.ts'
import type { Desk } from './desk.ts'

/** A10: runs sequences `seed` … `seed + count − 1` on a database and a folder of their own; prints failures with the first one's acts. */
export const runErasure = (count: number, seed: number, print: (line: string) => void): Promise<{ passed: number; failed: number }> =>
  onScratch(async () => {
    const { Desk } = await import('./desk.ts')
    const desk = new Desk()
    try {
      return await playAll(desk, count, seed, print)
    } finally {
      await desk.close()
    }
  })

/** The same on a desk that is open. */
export async function playAll(desk: Desk, count: number, seed: number, print: (line: string) => void) {
  const { playErasure } = await import('./play.ts')
  const series = {
    play: (at: number, log: string[]) => playErasure(desk, at, log),
    isVerdict: (error: unknown) => error instanceof Broken,
    name: 'sequences',
    tellEvery: 100,
  }
  return playSeeds(series, count, seed, print)
}
