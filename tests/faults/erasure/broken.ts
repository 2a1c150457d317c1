/** A promise of erasure (A10) that a sequence broke. */
export class Broken extends Error {
  constructor(promise: string, detail: string) {
    super(`${promise}: ${detail}`)
  }
}
