/** What a store shows of one customer. */
export interface Shown {
  readonly tags: readonly string[]
  readonly metafield: { readonly value: boolean; readonly updatedAt: string; readonly compareDigest: string } | null
}

/** One document: metafieldsSet first, then tagsRemove, then tagsAdd; the last selects tags and metafield. */
export interface StoreDocument {
  readonly metafield: { readonly value: boolean; readonly compareDigest: string | null } | null
  readonly remove: readonly string[]
  readonly add: readonly string[]
}

export type StorePart = 'metafield' | 'remove' | 'add'

export interface StoreAnswer {
  readonly shown: Shown
  /** The text of the user error of each part; null: it was done. */
  readonly errors: Readonly<Record<StorePart, string | null>>
  /** The date in the payload of metafieldsSet itself; null when it was not in the document, or refused. */
  readonly written: string | null
}

export const STALE = 'The resource has been updated since it was loaded. Try again with an updated `compareDigest` value.'
export const TOO_MANY = 'Tags cannot be more than 250'
export const TOO_LONG = 'Tags is too long (maximum is 255 characters)'

const TAGS_MAX = 250
const CHARACTERS_MAX = 255

const folded = (tag: string): string => tag.toLowerCase()

/** One customer of a simulated store: tags and the verified metafield, with the behaviour recorded from Shopify. */
export class SimulatedCustomer {
  private tags: string[] = []
  private flag: { value: boolean; version: number } | null = null
  private versions = 0

  show(): Shown {
    const { flag } = this
    const metafield = flag && { value: flag.value, updatedAt: `v${flag.version}`, compareDigest: `d${flag.version}` }
    return { tags: this.tags, metafield }
  }

  /** Splits on commas, trims, keeps the first spelling, sorts; null or the user error. */
  addTags(texts: readonly string[]): string | null {
    const fresh: string[] = []
    for (const text of texts) {
      for (const piece of text.split(',')) {
        const tag = piece.trim()
        if (tag === '') continue
        if (tag.length > CHARACTERS_MAX) return TOO_LONG
        const same = (other: string) => folded(other) === folded(tag)
        if (!this.tags.some(same) && !fresh.some(same)) fresh.push(tag)
      }
    }
    if (fresh.length === 0) return null
    if (this.tags.length + fresh.length > TAGS_MAX) return TOO_MANY
    this.tags = [...this.tags, ...fresh].sort((one, other) => (folded(one) < folded(other) ? -1 : 1))
    return null
  }

  removeTags(texts: readonly string[]): null {
    const gone = texts.flatMap((text) => text.split(',')).map((tag) => folded(tag.trim()))
    if (this.tags.some((tag) => gone.includes(folded(tag)))) this.tags = this.tags.filter((tag) => !gone.includes(folded(tag)))
    return null
  }

  /** The same value is no write and keeps its date. Without a digest (a save on the customer page) whatever is there is overwritten. */
  setFlag(value: boolean | null, digest?: string | null): string | null {
    const current = this.flag ? `d${this.flag.version}` : null
    if (digest !== undefined && digest !== current) return STALE
    if ((this.flag?.value ?? null) === value) return null
    this.versions += 1
    this.flag = value === null ? null : { value, version: this.versions }
    return null
  }

  /** Executes a document; the parts fail separately. `between` runs after each part: others do not wait for us. */
  write(document: StoreDocument, between: () => void = () => {}): StoreAnswer {
    const { metafield, remove, add } = document
    const flagError = metafield ? this.setFlag(metafield.value, metafield.compareDigest) : null
    const written = metafield && flagError === null ? (this.show().metafield?.updatedAt ?? null) : null
    between()
    if (remove.length > 0) this.removeTags(remove)
    const addError = add.length > 0 ? this.addTags(add) : null
    between()
    return { shown: this.show(), errors: { metafield: flagError, remove: null, add: addError }, written }
  }
}
