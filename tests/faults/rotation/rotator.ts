import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { setTimeout as pause } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import type { Chance } from '../random.ts'

const KEYS = fileURLToPath(new URL('../../../scripts/keys.ts', import.meta.url))

/** How the run ends when the change of keys itself says that it is not done. */
export class RotatorFailed extends Error {}

interface Killing {
  readonly chance: Chance
  /** How often it is killed before it may come to its end. */
  readonly kills: number
  /** Says when the moment has come that was drawn for this kill. */
  moment(): () => Promise<boolean>
  /** What was killed is told how far it was. */
  killed(): Promise<void>
}

/** Runs `npm run keys -- …` as an operator does, kills it with kill -9 some times at some moments, and then lets it come to its end. */
export async function runKeys(args: readonly string[], masterKeys: string, killing: Killing): Promise<void> {
  const { chance, kills } = killing
  for (let kill = 0; kill < kills; kill++) {
    const process = start(args, masterKeys)
    const hasCome = killing.moment()
    // Some die at any time, before they have done anything or after; most of them in the middle.
    if (chance.once(4)) await pause(chance.under(2000))
    else while (process.child.exitCode === null && !(await hasCome())) await pause(1)
    process.child.kill('SIGKILL')
    await process.ended
    await killing.killed()
  }
  const last = start(args, masterKeys)
  if ((await last.ended) !== 0) throw new RotatorFailed(`npm run keys -- ${args.join(' ')} did not come to its end:\n${last.output()}`)
}

function start(args: readonly string[], masterKeys: string) {
  const child = spawn(process.execPath, [KEYS, ...args], {
    env: { ...process.env, SEKISHO_MASTER_KEY: masterKeys },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  let output = ''
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk: Buffer) => (output += chunk.toString()))
  return { child, output: () => output, ended: once(child, 'exit').then(([code]) => code as number | null) }
}
