// Makes the files of seeds in a process of its own: what a bomb weighs before it is packed must not count as the product's memory.
import { fork } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'
import type { Hostile } from './file.ts'
import { fileOf } from './kinds.ts'

const SCRIPT = fileURLToPath(import.meta.url)

export interface Maker {
  make(seed: number): Promise<Hostile>
  close(): void
}

/** Starts the process. */
export function startMaker(): Maker {
  const child = fork(SCRIPT, ['serve'], { serialization: 'advanced' })
  return {
    async make(seed) {
      const answer = once(child, 'message') as Promise<[Hostile]>
      child.send(seed)
      const [file] = await answer
      // A buffer arrives as a plain array of bytes.
      return { ...file, bytes: Buffer.from(file.bytes), planted: (file.planted ?? []).map((each) => Buffer.from(each)) }
    },
    close: () => child.disconnect(),
  }
}

if (process.argv[1] === SCRIPT && process.argv[2] === 'serve') {
  process.on('message', (seed) => void fileOf(Number(seed)).then((file) => process.send?.(file)))
}
