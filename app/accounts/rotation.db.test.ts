import { randomUUID } from 'node:crypto'
import { expect, test } from 'vitest'
import { customerIn, PROFILE, redact } from '../../tests/harness/customers.ts'
import { newShop, type TestWorld, testWorld } from '../../tests/harness/database.ts'
import { jpeg } from '../../tests/harness/files.ts'
import { look } from '../documents/looks.server.ts'
import { documentsOf, keepDocument, takeBack } from '../documents/vault.server.ts'
import { history, tell } from '../kyc/history.server.ts'
import { profileOf } from '../kyc/submission.server.ts'
import { derivedKey, newKey, seal } from '../platform/crypto.server.ts'
import { Keyring } from '../platform/keyring.server.ts'
import { unsealRecord } from './holds.server.ts'
import { type Rotated, rotateShopKeys } from './rotation.server.ts'
import { SEALED_COLUMNS } from './sealed-columns.ts'
import { keysState, rewrapAll } from './wrapping.server.ts'

const STAFF = { staffId: 7n }
const OWNER = { id: 7n, name: '関 一郎', role: 'owner' } as const
const TEXTS = { publicText: '住所が読めません', privateNote: '電話した' }

interface Hooks {
  readonly pause?: () => Promise<unknown>
  readonly print?: (line: string) => void
}

const rotate = (world: TestWorld, shop: string, { pause, print }: Hooks = {}): Promise<Rotated> =>
  rotateShopKeys(world, { shop, graceMs: 0, pause: pause ?? (async () => undefined), print: print ?? (() => undefined) })

/** A shop with everything that can be sealed: a customer, and one of whom a law holds something. */
async function furnished(): Promise<{ world: TestWorld; shop: string; check: () => Promise<void> }> {
  const world = await testWorld()
  const shop = await newShop(world)
  await customerIn(world, shop, 1n, false)
  await customerIn(world, shop, 2n, true)
  await redact(world, shop, 2n)
  await world.db.kycEvent.deleteMany({ where: { shopId: shop } })
  await world.db.$transaction((tx) => tell(world, tx, shop, 1n, 'return', { kind: 'staff', id: '7' }, TEXTS))
  const lookup = await world.keyring.lookup(shop, 'search')
  const held = await world.db.heldRecord.findMany({ where: { shopId: shop } })
  expect(held.map(({ kind }) => kind)).toEqual(expect.arrayContaining(['decisions', 'papers', 'profile']))
  return {
    world,
    shop,
    check: () =>
      readAll(
        world,
        shop,
        lookup,
        held.map(({ id }) => id),
      ),
  }
}

async function readAll(world: TestWorld, shop: string, lookup: Buffer, held: readonly string[]): Promise<void> {
  const papers = await documentsOf(world, shop, 1n)
  expect(papers.length).toBeGreaterThan(2)
  for (const { id } of papers) expect(await look(world, shop, id, { as: 'original' }, STAFF)).toMatchObject({ ok: true })
  expect(await profileOf(world, { shop, customer: 1n })).toEqual(PROFILE)
  expect(await history(world, shop, 1n)).toMatchObject([TEXTS])
  expect(await world.keyring.lookup(shop, 'search')).toEqual(lookup)
  for (const id of held) expect(await unsealRecord(world, shop, OWNER, { id, reason: 'police' })).toMatchObject({ ok: true })
}

/** The same database, in which something happens before each statement of a change of keys. */
function instead(db: TestWorld['db'], happens: (method: string, sql: string) => unknown): TestWorld['db'] {
  const methods = ['$executeRawUnsafe', '$queryRawUnsafe', '$transaction']
  const get = (of: TestWorld['db'], name: string | symbol) => {
    const member: unknown = Reflect.get(of, name)
    if (typeof member !== 'function') return member
    if (!methods.includes(String(name))) return member.bind(of)
    return async (...args: unknown[]) => {
      await happens(String(name), String(args[0]))
      return member.apply(of, args)
    }
  }
  return new Proxy(db, { get })
}

/** Every sealed value of a shop. */
async function values(world: TestWorld, shop: string): Promise<Buffer[]> {
  const found: Buffer[] = []
  for (const { table, column } of SEALED_COLUMNS) {
    const sql = `select ${column} as sealed from ${table} where shop_id = $1 and key_number_of(${column}) is not null`
    for (const { sealed } of await world.db.$queryRawUnsafe<{ sealed: Uint8Array }[]>(sql, shop)) found.push(Buffer.from(sealed))
  }
  return found
}

const keysOf = (world: TestWorld, shop: string) =>
  world.db.shop.findUniqueOrThrow({ where: { shopId: shop }, select: { keyNumber: true, formerKey: true } })

test('no sealed column is forgotten: each is sealed anew, and refuses what was sealed with a key that is gone', async () => {
  const world = await testWorld()
  const columns = await world.db.$queryRaw<{ name: string }[]>`
    select table_name || '.' || column_name as name from information_schema.columns
    where table_schema = 'public' and data_type = 'bytea' and table_name <> 'shops' and column_name <> 'hash' order by 1`
  const guarded = await world.db.$queryRaw<{ name: string }[]>`
    select c.relname || '.' || rtrim(encode(t.tgargs, 'escape'), '\\000') as name
    from pg_trigger t join pg_class c on c.oid = t.tgrelid where t.tgname = 'sealed_with_a_living_key' order by 1`
  const known = SEALED_COLUMNS.map(({ table, column }) => `${table}.${column}`).sort()
  expect(columns.map(({ name }) => name)).toEqual(known)
  expect(guarded.map(({ name }) => name)).toEqual(known)
})

test('F9 everything opens before, while and after a shop gets a new key, and nothing of the former one is left', async () => {
  const { world, shop, check } = await furnished()
  const before = await values(world, shop)
  const done = await rotate(world, shop, { pause: check })
  expect(done).toMatchObject({ done: 1, undone: [] })
  expect(done.resealed).toBe(before.length)
  expect(await keysOf(world, shop)).toEqual({ keyNumber: 2, formerKey: null })
  await check()
  const after = (await values(world, shop)).map((value) => value.toString('hex'))
  expect(after).toHaveLength(before.length)
  for (const value of before) expect(after).not.toContain(value.toString('hex'))
  await rotate(world, shop)
  await check()
  expect(await keysOf(world, shop)).toEqual({ keyNumber: 3, formerKey: null })
  expect(await world.db.auditEntry.count({ where: { shopId: shop, action: 'keys.changed' } })).toBe(2)
})

test('F9 wherever a change dies, everything opens, and the next run ends it and begins no other', async () => {
  const { world, shop, check } = await furnished()
  for (let at = 1; at < 60; at++) {
    const { keyNumber } = await keysOf(world, shop)
    let statements = 0
    const dying = instead(world.db, () => {
      statements += 1
      if (statements > at) throw new Error('killed')
    })
    const died = await rotate({ ...world, db: dying }, shop).then(
      () => false,
      (error: Error) => error.message === 'killed' || Promise.reject(error),
    )
    await check()
    expect(await rotate(world, shop)).toMatchObject({ done: 1, undone: [] })
    await check()
    expect(await keysOf(world, shop)).toEqual({ keyNumber: keyNumber + (died ? 1 : 2), formerKey: null })
    if (!died) return
  }
  throw new Error('the change never came to its end')
}, 120_000)

test('F9 what was sealed with the former key in the last moment is sealed anew, not lost', async () => {
  const { world, shop, check } = await furnished()
  const former = await world.keyring.of(shop)
  const about = `${shop}:kyc-event:1`
  const late = async () => {
    const sealed = seal(former, about, Buffer.from(JSON.stringify({ privateNote: 'late' })))
    await world.db.kycEvent.create({ data: { shopId: shop, customerId: 1n, actor: 'staff', type: 'note', sealed } })
  }
  expect(await rotate(world, shop, { pause: late })).toMatchObject({ undone: [] })
  expect((await history(world, shop, 1n))[0]).toMatchObject({ privateNote: 'late' })
  await expect(late()).rejects.toThrow()
  await world.db.kycEvent.deleteMany({ where: { shopId: shop, type: 'note' } })
  await check()
})

test('F9 somebody who is still writing with the former key is waited for', async () => {
  const { world, shop } = await furnished()
  const former = await world.keyring.of(shop)
  const sealed = seal(former, `${shop}:kyc-event:1`, Buffer.from(JSON.stringify({ privateNote: 'slow' })))
  let commit = () => {}
  const [held, begun] = [new Promise<void>((resolve) => (commit = resolve)), Promise.withResolvers<void>()]
  const writer = world.db.$transaction(
    async (tx) => {
      await tx.kycEvent.create({ data: { shopId: shop, customerId: 1n, actor: 'staff', type: 'note', sealed } })
      begun.resolve()
      await held
    },
    { timeout: 20_000 },
  )
  await begun.promise
  const rotated = rotate(world, shop)
  // The forgetting stands in front of the writer's lock.
  await expect
    .poll(async () => {
      const [row] = await world.db.$queryRaw<{ n: number }[]>`
        select count(*)::int as n from pg_stat_activity where wait_event_type = 'Lock' and query like '%for update%'`
      return row?.n
    })
    .toBe(1)
  commit()
  await writer
  // It saw, behind the lock, what was written in front of it.
  expect(await rotated).toMatchObject({ done: 1, undone: [] })
  expect((await history(world, shop, 1n))[0]).toMatchObject({ privateNote: 'slow' })
})

test('F9 what is erased while keys are changed stays erased: no key of it comes back', async () => {
  const { world, shop } = await furnished()
  const bytes = await jpeg()
  const upload = { part: 'identity', kind: 'passport', upload: randomUUID(), mediaType: 'image/jpeg', bytes } as const
  const kept = await keepDocument(world, shop, 3n, upload)
  const id = kept.ok ? kept.value.id : ''
  // Between the reading of a value and its writing.
  const erasing = instead(world.db, async (method, sql) => {
    if (method === '$executeRawUnsafe' && sql.includes('documents')) await takeBack(world, shop, 3n, id)
  })
  expect(await rotate({ ...world, db: erasing }, shop)).toMatchObject({ undone: [] })
  expect(await world.db.document.findUnique({ where: { shopId_id: { shopId: shop, id } } })).toMatchObject({ wrappedKey: null })
})

test('who has been through a change that others have not ended is not sent through it again', async () => {
  const { world, shop, check } = await furnished()
  const other = await newShop(world)
  await world.keyring.of(other)
  await expect(rotate(world, shop, { pause: () => Promise.reject(new Error('killed')) })).rejects.toThrow('killed')
  world.pass(1000)
  await rotate(world, other)
  await rotateShopKeys(world, { graceMs: 0, pause: async () => undefined, print: () => undefined })
  expect(await keysOf(world, shop)).toEqual({ keyNumber: 2, formerKey: null })
  expect(await keysOf(world, other)).toEqual({ keyNumber: 2, formerKey: null })
  await check()
})

test('what is looked up by stays what it was, also of a shop that never asked for it before', async () => {
  const world = await testWorld()
  const shop = await newShop(world)
  const [first = Buffer.of()] = (await world.keyring.of(shop)).byNumber.values()
  await rotate(world, shop)
  expect(await world.keyring.lookup(shop, 'search')).toEqual(derivedKey(first, 'search'))
})

test('a value that does not open keeps both keys, is named, and stops no other', async () => {
  const { world, shop, check } = await furnished()
  const sealed = seal(newKey(), 'elsewhere', Buffer.from('{}'))
  await world.db.kycEvent.create({ data: { shopId: shop, customerId: 5n, actor: 'staff', type: 'note', sealed } })
  const lines: string[] = []
  expect(await rotate(world, shop, { print: (line) => lines.push(line) })).toMatchObject({ done: 0, undone: [shop] })
  expect(lines.join('\n')).toContain('values of kyc_events.sealed do not open')
  await check()
  await world.db.kycEvent.deleteMany({ where: { shopId: shop, customerId: 5n } })
  expect(await rotate(world, shop)).toMatchObject({ done: 1, undone: [] })
  await check()
})

test('another master key takes over while a shop is in the middle of a change; then the former one is needed for nothing', async () => {
  const { world, shop, check } = await furnished()
  const next = newKey()
  const both = { ...world, keyring: new Keyring(world.db, [next, world.config.masterKey]) }
  const alone = { ...world, keyring: new Keyring(world.db, [next]) }
  await expect(rotate(both, shop, { pause: () => Promise.reject(new Error('killed')) })).rejects.toThrow('killed')
  expect(await keysState(both)).toMatchObject({ changing: 1, lost: [] })
  expect((await keysState(both)).wrappedByOthers).toBeGreaterThan(0)
  expect((await rewrapAll(both, () => undefined)).undone).toEqual([])
  expect(await rewrapAll(both, () => undefined)).toMatchObject({ done: 0 })
  expect(await keysState(alone)).toMatchObject({ changing: 1, wrappedByOthers: 0, lost: [] })
  expect(await rotate(alone, shop)).toMatchObject({ done: 1, undone: [] })
  await expect(check()).rejects.toThrow('does not open')
  await expect(rewrapAll(world, () => undefined)).resolves.toMatchObject({ undone: expect.arrayContaining([shop]) })
})
