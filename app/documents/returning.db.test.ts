import { randomUUID } from 'node:crypto'
import { expect, test } from 'vitest'
import { newShop, type TestWorld, testWorld } from '../../tests/harness/database.ts'
import { jpeg } from '../../tests/harness/files.ts'
import { write } from '../platform/world.server.ts'
import { handIn, sendBack } from './returning.server.ts'
import { documentsOf, keepDocument } from './vault.server.ts'

const photo = await jpeg()

async function start() {
  const world = await testWorld()
  return { world, of: { shop: await newShop(world), customer: 1n, part: 'identity' } as const }
}

interface Of {
  readonly shop: string
  readonly customer: bigint
  readonly part: 'identity'
}

async function page(world: TestWorld, { shop, customer, part }: Of): Promise<string> {
  const kept = await keepDocument(world, shop, customer, {
    part,
    kind: 'passport',
    upload: randomUUID(),
    bytes: photo,
    mediaType: 'image/jpeg',
  })
  if (!kept.ok) throw new Error(kept.refusal.code)
  world.pass(1000)
  return kept.value.id
}

const send = (world: TestWorld, of: Of, state: 'none' | 'submitted' | 'returned') => {
  world.pass(1000)
  return write(world, (tx) => handIn(world, tx, of, state))
}
const back = (world: TestWorld, of: Of, named: Parameters<typeof sendBack>[3]) => {
  world.pass(1000)
  return write(world, (tx) => sendBack(world, tx, of, named))
}

const standing = async (world: TestWorld, { shop, customer }: Of) =>
  (await documentsOf(world, shop, customer)).filter(({ returnedAt }) => returnedAt === null).map(({ id }) => id)

test('C19 one page is sent back: the others stay handed in when a new one comes', async () => {
  const { world, of } = await start()
  const [front, rear] = [await page(world, of), await page(world, of)]
  await send(world, of, 'none')
  expect(await back(world, of, [{ id: rear, reason: 'blurred' }])).toBe(true)
  const again = await page(world, of)
  expect(await send(world, of, 'returned')).toBe(1)
  expect(await standing(world, of)).toEqual([front, again])
})

test('C19 everything is sent back: nothing of it stays', async () => {
  const { world, of } = await start()
  await page(world, of)
  await send(world, of, 'none')
  await back(world, of, null)
  const again = await page(world, of)
  await send(world, of, 'returned')
  expect(await standing(world, of)).toEqual([again])
})

test('C19 a part that was returned without a word about a document, as by hand in the store, is replaced as a whole', async () => {
  const { world, of } = await start()
  await page(world, of)
  await send(world, of, 'none')
  const again = await page(world, of)
  await send(world, of, 'returned')
  expect(await standing(world, of)).toEqual([again])
})

test('C19 a page that is sent after the others, while they wait, joins them', async () => {
  const { world, of } = await start()
  const first = await page(world, of)
  await send(world, of, 'none')
  const second = await page(world, of)
  await send(world, of, 'submitted')
  expect(await standing(world, of)).toEqual([first, second])
})

test('C19 what was sent back already, is not sent yet or is of another customer cannot be sent back', async () => {
  const { world, of } = await start()
  const [one, two] = [await page(world, of), await page(world, of)]
  await send(world, of, 'none')
  const unsent = await page(world, of)
  await back(world, of, [{ id: one, reason: 'blurred' }])
  for (const id of [one, unsent])
    expect(
      await back(world, of, [
        { id, reason: 'cropped' },
        { id: two, reason: 'cropped' },
      ]),
    ).toBe(false)
  expect(await back(world, { ...of, customer: 2n }, [{ id: two, reason: 'cropped' }])).toBe(false)
  expect(await standing(world, of)).toEqual([two, unsent])
})
