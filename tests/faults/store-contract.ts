import { type Shown, STALE, type StoreAnswer, type StoreDocument, TOO_LONG, TOO_MANY } from './store.ts'

/** A store to hold to its contract: the simulated one, the dev store over HTTP, or Shopify itself. */
export interface ContractStore {
  /** A fresh customer with these tags and no verified metafield; resolves to what `read` and the others take. */
  customer(tags: readonly string[]): Promise<string>
  /** By id. */
  read(customer: string): Promise<Shown>
  /** One document, as the app sends it. */
  write(customer: string, document: StoreDocument): Promise<StoreAnswer>
  /** Staff save the native customer page: the whole list of tags, and the metafield (null: cleared). */
  staffTags(customer: string, tags: readonly string[]): Promise<void>
  staffFlag(customer: string, value: boolean | null): Promise<void>
  /** A visitor posts the newsletter form with tags. */
  visitor(customer: string, tags: readonly string[]): Promise<void>
}

export interface ContractCheck {
  readonly name: string
  run(store: ContractStore): Promise<void>
}

const NOTHING: StoreDocument = { metafield: null, remove: [], add: [] }
const same = (what: string, seen: unknown, wanted: unknown): void => {
  const [left, right] = [JSON.stringify(seen), JSON.stringify(wanted)]
  if (left !== right) throw new Error(`${what}: ${left}, wanted ${right}`)
}
const digestOf = (shown: Shown): string | null => shown.metafield?.compareDigest ?? null

/** What the law and the histories rely on; each line is recorded from Shopify or documented by it. */
export const CONTRACT: readonly ContractCheck[] = [
  {
    name: 'a customer has no metafield until somebody writes one',
    async run(store) {
      same('metafield', (await store.read(await store.customer([]))).metafield, null)
    },
  },
  {
    name: 'tags are split on commas, trimmed, unique without regard to case with the first spelling kept, and sorted',
    async run(store) {
      const id = await store.customer(['blue'])
      const { shown } = await store.write(id, { ...NOTHING, add: ['Red, green ', 'BLUE', 'red'] })
      same('tags', shown.tags, ['blue', 'green', 'Red'])
    },
  },
  {
    name: 'removing is without regard to case; removing what is not there and adding what is there succeed silently',
    async run(store) {
      const id = await store.customer(['VIP', '要注意'])
      const answer = await store.write(id, { ...NOTHING, remove: ['vip', '①本人確認前'], add: ['要注意'] })
      same('answer', [answer.shown.tags, answer.errors.remove, answer.errors.add], [['要注意'], null, null])
    },
  },
  {
    name: 'the answer of a document shows what it left, and reading by id shows the same',
    async run(store) {
      const id = await store.customer(['①本人確認前'])
      const document: StoreDocument = { metafield: { value: true, compareDigest: null }, remove: ['①本人確認前'], add: ['③本人確認済'] }
      const { shown, written } = await store.write(id, document)
      same('answer', [shown.tags, shown.metafield?.value], [['③本人確認済'], true])
      same('the date of our own write', written, shown.metafield?.updatedAt)
      same('reading', await store.read(id), shown)
    },
  },
  {
    name: 'a stale digest is refused with Shopify’s text, and does not stop the tags',
    async run(store) {
      const id = await store.customer([])
      const first = await store.write(id, { ...NOTHING, metafield: { value: false, compareDigest: null } })
      await store.staffFlag(id, true)
      const second = await store.write(id, {
        metafield: { value: false, compareDigest: digestOf(first.shown) },
        remove: [],
        add: ['③本人確認済'],
      })
      same('errors', second.errors, { metafield: STALE, remove: null, add: null })
      same('left', [second.shown.metafield?.value, second.shown.tags], [true, ['③本人確認済']])
    },
  },
  {
    name: 'a digest of null means that there must be none yet',
    async run(store) {
      const id = await store.customer([])
      await store.staffFlag(id, false)
      const { errors } = await store.write(id, { ...NOTHING, metafield: { value: true, compareDigest: null } })
      same('error', errors.metafield, STALE)
    },
  },
  {
    name: 'on and off again is another version: the digest of before is stale',
    async run(store) {
      const id = await store.customer([])
      await store.staffFlag(id, false)
      const before = await store.read(id)
      await store.staffFlag(id, true)
      await store.staffFlag(id, false)
      const { errors } = await store.write(id, { ...NOTHING, metafield: { value: true, compareDigest: digestOf(before) } })
      same('error', errors.metafield, STALE)
    },
  },
  {
    name: 'writing the value that stands changes neither date nor digest',
    async run(store) {
      const id = await store.customer([])
      await store.staffFlag(id, true)
      const before = await store.read(id)
      const { shown } = await store.write(id, { ...NOTHING, metafield: { value: true, compareDigest: digestOf(before) } })
      same('metafield', shown.metafield, before.metafield)
    },
  },
  {
    name: 'clearing the metafield on the customer page leaves none',
    async run(store) {
      const id = await store.customer([])
      await store.staffFlag(id, true)
      await store.staffFlag(id, null)
      same('metafield', (await store.read(id)).metafield, null)
    },
  },
  {
    name: '250 tags are the most, and do not stop the lock',
    async run(store) {
      const id = await store.customer(Array.from({ length: 250 }, (_, at) => `tag ${at}`))
      await store.staffFlag(id, true)
      const digest = digestOf(await store.read(id))
      const { shown, errors } = await store.write(id, {
        metafield: { value: false, compareDigest: digest },
        remove: [],
        add: ['①本人確認前'],
      })
      same('answer', [shown.metafield?.value, errors.metafield, errors.add, shown.tags.length], [false, null, TOO_MANY, 250])
    },
  },
  {
    name: 'a tag has at most 255 characters',
    async run(store) {
      const id = await store.customer([])
      const { errors } = await store.write(id, { ...NOTHING, add: ['あ'.repeat(256)] })
      same('error', errors.add, TOO_LONG)
    },
  },
  {
    name: 'a visitor’s form adds tags, removes none and leaves the metafield alone',
    async run(store) {
      const id = await store.customer(['①本人確認前'])
      await store.staffFlag(id, false)
      const before = await store.read(id)
      await store.visitor(id, ['③本人確認済'])
      const after = await store.read(id)
      same(
        'tags',
        after.tags.filter((tag) => tag.startsWith('①') || tag.startsWith('③')),
        ['①本人確認前', '③本人確認済'],
      )
      same('metafield', after.metafield, before.metafield)
    },
  },
  {
    name: 'staff save the whole list of tags: what is not in it is gone',
    async run(store) {
      const id = await store.customer(['①本人確認前', '要注意'])
      await store.staffTags(id, ['要注意', '③本人確認済'])
      same('tags', (await store.read(id)).tags, ['③本人確認済', '要注意'])
    },
  },
]
