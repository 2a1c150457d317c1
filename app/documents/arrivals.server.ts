import type { Part } from '../kyc/case.ts'
import { giveBack } from '../platform/give-back.ts'
import { type Result, refuse } from '../platform/result.ts'
import type { World } from '../platform/world.server.ts'
import { BYTES_MAX, type DocumentFacts } from './kinds.ts'
import { receive } from './receive.server.ts'
import { Turns } from './turns.server.ts'
import { keepDocument } from './vault.server.ts'

/** What bodies of files may hold in memory together, from their first byte until they lie in storage: a dozen photos, or two of the largest papers. */
const BYTES_AT_ONCE = 48 * 1024 * 1024
/** Who comes when so many wait already is told that we are busy, and the page tries again by itself. Nothing of theirs is read meanwhile. */
const WAITING_MAX = 64
/** Of one customer: the page sends one after the other, and a line that broke may still look alive to us. */
const OF_ONE_MAX = 3

interface Arriving {
  readonly whose: string
  readonly declaredBytes: number
}

/** Lets files in as far as there is memory for their bodies, one after the other. */
export class Arrivals {
  private readonly room: Turns
  private readonly ofEach = new Map<string, number>()

  constructor(bytesAtOnce: number, waitingMax: number) {
    this.room = new Turns(bytesAtOnce, waitingMax)
  }

  /** Does the work when there is room for a body of that size. Refuses with `busy` when too many wait, or too many of the same customer. */
  async take<Value>({ whose, declaredBytes }: Arriving, work: () => Promise<Result<Value>>): Promise<Result<Value>> {
    const mine = this.ofEach.get(whose) ?? 0
    if (mine >= OF_ONE_MAX) return refuse({ code: 'busy', seconds: 3 })
    this.ofEach.set(whose, mine + 1)
    try {
      const done = await this.room.take(declaredBytes > 0 ? declaredBytes : BYTES_MAX, work)
      return done.ok ? done.value : done
    } finally {
      const left = (this.ofEach.get(whose) ?? 1) - 1
      if (left > 0) this.ofEach.set(whose, left)
      else this.ofEach.delete(whose)
    }
  }
}

const arrivals = new Arrivals(BYTES_AT_ONCE, WAITING_MAX)

/** A file of a customer that begins to arrive. */
export interface Arrival {
  readonly part: Part
  readonly kind: string
  readonly upload: string
  /** 0 when it is not told. */
  readonly declaredBytes: number
  readonly body: ReadableStream<Uint8Array> | null
}

/** The one way in for a file: received when there is room for it, checked, sealed and kept. Refuses as these do, and with `busy`. */
export const takeIn = (world: World, shop: string, customer: bigint, arrival: Arrival): Promise<Result<DocumentFacts>> =>
  arrivals.take({ whose: `${shop}:${customer}`, declaredBytes: arrival.declaredBytes }, async () => {
    const { body, declaredBytes, ...upload } = arrival
    const received = await receive(body, declaredBytes)
    if (!received.ok) return received
    const kept = await keepDocument(world, shop, customer, { ...upload, ...received.value })
    // Of what was refused a decoder or a line that was given up may still hold an end.
    if (kept.ok) giveBack(received.value.bytes)
    return kept
  })
