import type { Seal } from './chain.ts'

/** Where seals are copied to, outside the database. Lines are only ever added; a shop's go when the shop is erased. */
export interface Copies {
  /** Whether it may have been opened when there were seals already, and is then given all of them. */
  readonly mayComeLater: boolean
  /** Adds seals, durably. */
  append(shop: string, seals: readonly Seal[]): Promise<void>
  /** Every line that holds a seal, in the order written. */
  read(shop: string): Promise<readonly Seal[]>
  /** The newest seal; null when there is none. */
  last(shop: string): Promise<Seal | null>
  /** The shops that have any. */
  shops(): Promise<readonly string[]>
  erase(shop: string): Promise<void>
}

const SHOP = /^[a-z0-9][a-z0-9.-]*$/

/** Throws when a text is no shop's name: it becomes the name of a file, or a part of one. */
export function mustBeShop(shop: string): void {
  if (!SHOP.test(shop)) throw new Error('not the name of a shop')
}
