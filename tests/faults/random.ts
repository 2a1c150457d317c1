/** Chance that replays: the same seed draws the same numbers (mulberry32). */
export class Chance {
  private state: number

  constructor(seed: number) {
    // Neighbouring seeds must not begin alike.
    this.state = Math.imul(seed ^ 0x9e3779b9, 0x85ebca6b) >>> 0
  }

  /** In [0, 1). */
  number(): number {
    this.state = (this.state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(this.state ^ (this.state >>> 15), this.state | 1)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296
  }

  /** In 0 … below − 1. */
  under(below: number): number {
    return Math.floor(this.number() * below)
  }

  /** True once in `times`. */
  once(times: number): boolean {
    return this.number() * times < 1
  }

  of<Item>(items: readonly Item[]): Item {
    const item = items[this.under(items.length)]
    if (item === undefined) throw new Error('nothing to draw from')
    return item
  }
}
