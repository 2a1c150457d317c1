import type { Refusal } from '../platform/result.ts'

/** Why a file is not taken. */
export type FileFault = Extract<Refusal, { code: 'file-refused' }>['because']

/** Carries out of decoding why a file is not taken. */
export class FileRefused extends Error {
  override name = 'FileRefused'
  readonly because: FileFault

  constructor(because: FileFault) {
    super(`the file is refused: ${because}`)
    this.because = because
  }
}
