import { ok, type Result, refuse } from '../platform/result.ts'

const SECONDS = 3

/**
 * Lets so much work go on at once, and so many wait; who comes after them is told that we are busy and loses nothing. Work weighs what it is
 * said to weigh, at most the whole: the heaviest goes alone.
 */
export class Turns {
  private readonly room: number
  private readonly waitingMax: number
  private taken = 0
  private readonly waiting: { readonly weight: number; readonly go: () => void }[] = []

  constructor(room: number, waitingMax: number) {
    this.room = room
    this.waitingMax = waitingMax
  }

  /** Does the work when its turn has come. Refuses with `busy` when too many wait already. */
  async take<Value>(weight: number, work: () => Promise<Value>): Promise<Result<Value>> {
    const mine = Math.min(weight, this.room)
    if (this.waiting.length > 0 || this.taken + mine > this.room) {
      if (this.waiting.length >= this.waitingMax) return refuse({ code: 'busy', seconds: SECONDS })
      await new Promise<void>((go) => this.waiting.push({ weight: mine, go }))
    } else this.taken += mine
    try {
      return ok(await work())
    } finally {
      this.taken -= mine
      this.callNext()
    }
  }

  private callNext(): void {
    for (;;) {
      const [first] = this.waiting
      if (!first || this.taken + first.weight > this.room) return
      this.waiting.shift()
      this.taken += first.weight
      first.go()
    }
  }
}
