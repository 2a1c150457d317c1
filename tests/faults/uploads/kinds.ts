import { Chance } from '../random.ts'
import type { Hostile, Making } from './file.ts'
import { OTHERS } from './others.ts'
import { PAPERS } from './papers.ts'
import { PICTURES } from './pictures.ts'

const KINDS: readonly (readonly [string, Making])[] = [PICTURES, PAPERS, OTHERS].flatMap((kinds) => Object.entries(kinds))

/** How many kinds of file there are; as many seeds in a row try each once. */
export const KINDS_COUNT = KINDS.length

/** The file of a seed, the same every time. */
export async function fileOf(seed: number): Promise<Hostile> {
  const [kind, make] = KINDS[seed % KINDS.length] ?? []
  if (!make) throw new Error('no kinds')
  const file = await make(new Chance(seed))
  return { ...file, what: `${kind} (${file.what})` }
}
