import { randomUUID } from 'node:crypto'
import { readdirSync, readFileSync, statSync } from 'node:fs'
import { basename, join } from 'node:path'
import { expect, test } from 'vitest'
import { newShop, type TestWorld, testWorld, waitingJobs } from '../../tests/harness/database.ts'
import { jpeg, pdf, storedOf } from '../../tests/harness/files.ts'
import { forgetBytes } from '../accounts/shop-erasure.server.ts'
import type { Part } from '../kyc/case.ts'
import { write } from '../platform/world.server.ts'
import type { DocumentFacts, MediaType } from './kinds.ts'
import { look } from './looks.server.ts'
import { storageOf } from './storage.server.ts'
import { documentsOf, eraseDocument, keepDocument, markSent, takeBack } from './vault.server.ts'

const photo = await jpeg()
const STAFF = { staffId: 7n }

interface Wish {
  part?: Part
  kind?: string
  upload?: string
  bytes?: Buffer
  mediaType?: MediaType
}

const keep = (world: TestWorld, shop: string, customer: bigint, wish: Wish = {}) =>
  keepDocument(world, shop, customer, {
    part: 'identity',
    kind: 'driving-licence',
    upload: randomUUID(),
    bytes: photo,
    mediaType: 'image/jpeg',
    ...wish,
  })

async function kept(world: TestWorld, shop: string, customer: bigint, wish: Wish = {}): Promise<DocumentFacts> {
  const result = await keep(world, shop, customer, wish)
  if (!result.ok) throw new Error(result.refusal.code)
  return result.value
}

/** Opens a document as it was handed in. */
const open = (world: TestWorld, shop: string, id: string, by: { staffId: bigint }) => look(world, shop, id, { as: 'original' }, by)

const looks = (world: TestWorld, shop: string) => world.db.auditEntry.findMany({ where: { shopId: shop, action: 'document.download' } })

const files = (world: TestWorld) =>
  readdirSync(join(world.config.dataDir, 'documents'), { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile())

const stored = (world: TestWorld, id: string) => storedOf(world.config.dataDir, id)

/** The same world while its disk is away. */
const withoutDisk = (world: TestWorld): TestWorld => ({ ...world, config: { ...world.config, dataDir: '/dev/null/away' } })

/** What the worker does with the jobs that wait. */
async function forgetAll(world: TestWorld): Promise<void> {
  const jobs = (await waitingJobs(world)).filter(({ task }) => task === 'documents.forget')
  for (const { payload } of jobs) await forgetBytes(world, payload.ids as string[])
}

test('what is kept comes back to staff, and lies encrypted under a key of its own', async () => {
  const world = await testWorld()
  const shop = await newShop(world)
  const one = await kept(world, shop, 1n)
  const two = await kept(world, shop, 1n)
  const opened = await open(world, shop, one.id, STAFF)
  expect(opened).toMatchObject({ ok: true, value: { mediaType: 'image/jpeg', part: 'identity', kind: 'driving-licence', customer: 1n } })
  expect(opened.ok && opened.value.content.equals(photo)).toBe(true)
  const lying = [one, two].map(({ id }) => readFileSync(stored(world, id)[0] ?? ''))
  expect(lying[0]?.equals(lying[1] ?? Buffer.of())).toBe(false)
  for (const bytes of lying) expect(bytes.includes(photo.subarray(0, 32))).toBe(false)
  const rows = await world.db.document.findMany({ where: { shopId: shop } })
  expect(Buffer.from(rows[0]?.wrappedKey ?? []).equals(Buffer.from(rows[1]?.wrappedKey ?? []))).toBe(false)
})

test('files lie under their document’s id only, for our user only', async () => {
  const world = await testWorld()
  const shop = await newShop(world)
  await kept(world, shop, 1n)
  for (const file of files(world)) {
    expect(join(basename(file.parentPath), file.name)).toMatch(/^[0-9a-f]{32}.[0-9a-f]{16}-(original|thumbnail)$/)
    expect(statSync(join(file.parentPath, file.name)).mode & 0o777).toBe(0o600)
  }
})

test('every look is in the audit log, and there is no look without it', async () => {
  const world = await testWorld()
  const shop = await newShop(world)
  const { id } = await kept(world, shop, 5n)
  await open(world, shop, id, STAFF)
  await open(world, shop, id, STAFF)
  expect(await looks(world, shop)).toMatchObject(
    [1, 2].map(() => ({ actor: 'staff', actorId: '7', subject: 'customer:5', codes: { document: id } })),
  )
  const mute = {
    ...world,
    db: { ...world.db, document: world.db.document, auditEntry: { create: () => Promise.reject(new Error('full')) } },
  }
  await expect(open(mute as never, shop, id, STAFF)).rejects.toThrow('full')
})

test('a look is audited although the bytes turn out to be missing', async () => {
  const world = await testWorld()
  const shop = await newShop(world)
  const { id } = await kept(world, shop, 5n)
  await storageOf(world).delete(id)
  expect(await open(world, shop, id, STAFF)).toMatchObject({ ok: false })
  expect(await looks(world, shop)).toHaveLength(1)
})

test('another shop does not find the document, and ids that lead elsewhere are not found', async () => {
  const world = await testWorld()
  const [shop, other] = [await newShop(world), await newShop(world)]
  const { id } = await kept(world, shop, 5n)
  for (const [asked, document] of [
    [other, id],
    [shop, '../../etc/passwd'],
    [shop, `../${id}`],
    [shop, `${id}/../${id}`],
    [shop, ''],
    [shop, id.toUpperCase()],
  ] as const) {
    expect(await open(world, asked, document, STAFF)).toEqual({ ok: false, refusal: { code: 'not-found' } })
  }
  expect(await looks(world, other)).toEqual([])
})

test('B01 an upload repeated on a bad line, also at the same moment, is kept once', async () => {
  const world = await testWorld()
  const shop = await newShop(world)
  const upload = randomUUID()
  const answers = await Promise.all(Array.from({ length: 8 }, () => keep(world, shop, 9n, { upload })))
  expect(new Set(answers.map((answer) => (answer.ok ? answer.value.id : answer.refusal.code))).size).toBe(1)
  expect(await documentsOf(world, shop, 9n)).toHaveLength(1)
  const [document] = await documentsOf(world, shop, 9n)
  const opened = await open(world, shop, document?.id ?? '', STAFF)
  expect(opened.ok && opened.value.content.equals(photo)).toBe(true)
  expect(stored(world, document?.id ?? '')).toHaveLength(2)
})

test('the same upload id of two customers is two documents', async () => {
  const world = await testWorld()
  const shop = await newShop(world)
  const upload = randomUUID()
  const [mine, yours] = [await kept(world, shop, 1n, { upload }), await kept(world, shop, 2n, { upload })]
  expect(mine.id).not.toBe(yours.id)
})

test('B01 six files make a submission, also when they arrive together; the corporate papers count for themselves', async () => {
  const world = await testWorld()
  const shop = await newShop(world)
  const answers = await Promise.all(Array.from({ length: 9 }, () => keep(world, shop, 3n)))
  expect(answers.filter((answer) => answer.ok)).toHaveLength(6)
  expect(answers.find((answer) => !answer.ok)).toEqual({ ok: false, refusal: { code: 'file-refused', because: 'too-many' } })
  expect((await keep(world, shop, 3n, { part: 'corporate', kind: 'seal-certificate' })).ok).toBe(true)
})

test('files sent before belong to an earlier round', async () => {
  const world = await testWorld()
  const shop = await newShop(world)
  const first = await kept(world, shop, 4n)
  expect(await write(world, (tx) => markSent(tx, shop, 4n, 'identity', world.now()))).toBe(1)
  expect(await write(world, (tx) => markSent(tx, shop, 4n, 'identity', world.now()))).toBe(0)
  world.pass(1000)
  const second = await kept(world, shop, 4n)
  expect([first.round, second.round]).toEqual([1, 2])
  expect((await documentsOf(world, shop, 4n)).map(({ sentAt }) => sentAt === null)).toEqual([false, true])
})

test.each([
  ['a kind of the other part', { kind: 'seal-certificate' }],
  ['an unknown kind', { kind: '../x' }],
  ['an upload id that is none', { upload: '../../x' }],
])('%s is refused', async (_, wish) => {
  const world = await testWorld()
  const shop = await newShop(world)
  expect(await keep(world, shop, 1n, wish)).toMatchObject({ ok: false, refusal: { code: 'bad-input' } })
})

test('a customer takes back what is not sent: nobody opens it again, and a late repetition does not bring it back', async () => {
  const world = await testWorld()
  const shop = await newShop(world)
  const upload = randomUUID()
  const { id } = await kept(world, shop, 1n, { upload, bytes: pdf(), mediaType: 'application/pdf' })
  expect(await takeBack(world, shop, 2n, id)).toEqual({ ok: false, refusal: { code: 'not-found' } })
  expect(await takeBack(world, shop, 1n, '../../x')).toEqual({ ok: false, refusal: { code: 'not-found' } })
  expect(await takeBack(world, shop, 1n, id)).toEqual({ ok: true, value: null })
  expect(await open(world, shop, id, STAFF)).toMatchObject({ ok: false })
  expect(await keep(world, shop, 1n, { upload })).toEqual({ ok: false, refusal: { code: 'not-found' } })
  expect(await documentsOf(world, shop, 1n)).toEqual([])
})

test('what is sent stays, until it is erased: then its key is forgotten', async () => {
  const world = await testWorld()
  const shop = await newShop(world)
  const { id } = await kept(world, shop, 1n)
  await write(world, (tx) => markSent(tx, shop, 1n, 'identity', world.now()))
  expect(await takeBack(world, shop, 1n, id)).toMatchObject({ ok: false })
  await eraseDocument(world, shop, id)
  await eraseDocument(world, shop, id)
  expect(await world.db.document.findUnique({ where: { shopId_id: { shopId: shop, id } } })).toMatchObject({ wrappedKey: null })
  await forgetAll(world)
  expect(stored(world, id)).toEqual([])
})

test('while the storage is away a file is not taken, a look is not given, and both work when it is back', async () => {
  const world = await testWorld()
  const shop = await newShop(world)
  const upload = randomUUID()
  const tryAgain = { ok: false, refusal: { code: 'try-again' } }
  expect(await keep(withoutDisk(world), shop, 1n, { upload })).toEqual(tryAgain)
  expect(await documentsOf(world, shop, 1n)).toEqual([])
  const { id } = await kept(world, shop, 1n, { upload })
  expect(await open(withoutDisk(world), shop, id, STAFF)).toEqual(tryAgain)
  expect(await open(world, shop, id, STAFF)).toMatchObject({ ok: true })
})

test('a file is taken back while the storage is away: its key is gone at once, its bytes when the storage is back', async () => {
  const world = await testWorld()
  const shop = await newShop(world)
  const { id } = await kept(world, shop, 1n)
  expect(await takeBack(withoutDisk(world), shop, 1n, id)).toEqual({ ok: true, value: null })
  expect(await world.db.document.findUnique({ where: { shopId_id: { shopId: shop, id } } })).toMatchObject({ wrappedKey: null })
  await expect(forgetAll(withoutDisk(world))).rejects.toThrow('ENOTDIR')
  await forgetAll(world)
  expect(stored(world, id)).toEqual([])
})
