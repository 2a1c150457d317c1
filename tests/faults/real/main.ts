import { freePort } from '../../../scripts/ports.ts'
import { Violation } from '../property.ts'
import { onScratch, playSeeds } from '../scratch.ts'
import type { Desk } from './desk.ts'

interface Counts {
  readonly passed: number
  readonly failed: number
}

/** Runs histories `seed` … `seed + count − 1` on a desk of their own; prints failures with the first one's history. */
export const runEngine = (count: number, seed: number, print: (line: string) => void): Promise<Counts> =>
  onADesk((desk) => playAll(desk, count, seed, print))

/** Opens a desk on a database, a store and a folder that are gone afterwards. */
export async function onADesk<Result>(work: (desk: Desk) => Promise<Result>): Promise<Result> {
  const stand = { DEV_STORE_URL: `http://127.0.0.1:${await freePort()}`, SMTP_URL: `smtp://127.0.0.1:${await freePort()}` }
  return onScratch(async () => {
    const { openDesk } = await import('./desk.ts')
    const desk = await openDesk()
    try {
      return await work(desk)
    } finally {
      await desk.close()
    }
  }, stand)
}

/** The same on a desk that is open. */
export async function playAll(desk: Desk, count: number, seed: number, print: (line: string) => void) {
  const { playReal } = await import('./play.ts')
  const series = {
    play: (at: number, log: string[]) => playReal(desk, at, log),
    isVerdict: (error: unknown) => error instanceof Violation,
    name: 'histories',
    tellEvery: 500,
  }
  return playSeeds(series, count, seed, print)
}
