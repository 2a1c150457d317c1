// The search against a look at every customer: whom it finds, in which order, and that nothing readable is left of what it finds them by.
import { beforeAll, expect, test } from 'vitest'
import { Chance } from '../../tests/faults/random.ts'
import { newShop, type TestWorld, testWorld } from '../../tests/harness/database.ts'
import { ShopifyRefused, ShopifySilent } from '../shopify/client.server.ts'
import { findPeople } from './people.server.ts'
import { type Named, readAsked } from './pieces.ts'
import { candidates, hashesOf, letBeFound } from './search.server.ts'

const people = new Map<bigint, Named>()
let silence: Error | null = null
let world: TestWorld
let shop: string

/** A store that knows the people, and tells of them what the list of names asks. */
const request = async (_: unknown, { ids }: { ids: readonly string[] }) => {
  if (silence) throw silence
  const nodes = ids.map((id) => {
    const found = people.get(BigInt(id.split('/').at(-1) ?? ''))
    return found ? { id, ...found, defaultEmailAddress: found.email ? { emailAddress: found.email } : null } : null
  })
  return { data: { nodes }, errors: [] }
}

const SURNAMES = ['佐藤', '田中', '中田', '田中田', '綾戸', '小綾戸', '髙橋', '高橋', '林', 'サトウ', 'Tanaka', 'Li', '渡邉']
const GIVEN = ['智恵', '花子', 'はなこ', 'ハナコ', '一', '中', 'Jun', 'Wei', 'Tana', '']

const personOf = (chance: Chance, n: number): Named => {
  const [lastName, firstName] = [chance.of(SURNAMES), chance.of(GIVEN)]
  const email = chance.once(3) ? `${chance.of(['hanako', 'tanaka', 'li'])}.${n}@example.jp` : null
  return { lastName, firstName, email, phone: chance.once(3) ? `+8190${String(10_000_000 + n * 7919).slice(-8)}` : null }
}

beforeAll(async () => {
  world = await testWorld({ shopify: async () => ({ shop, request }) as never })
  shop = await newShop(world)
  const chance = new Chance(7)
  for (let n = 1; n <= 300; n++) {
    const customer = BigInt(n * 3)
    people.set(customer, personOf(chance, n))
    await world.db.kycCase.create({ data: { shopId: shop, customerId: customer } })
    await letBeFound(world, shop, customer, people.get(customer) as Named)
  }
})

const plain = (text: string) =>
  text
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[ァ-ヶ]/g, (kana) => String.fromCharCode(kana.charCodeAt(0) - 0x60))
    .replaceAll('髙', '高')
    .replaceAll('邉', '辺')

const isEastern = (text: string) => /[\u3000-\u9fff]/.test(text)

/** Everybody whose name or mail address holds every word, the newest first, by looking at everybody. */
function byLooking(words: readonly string[]): bigint[] {
  const found = [...people].filter(([, { lastName, firstName, email }]) => {
    const [last, first] = [plain(lastName ?? ''), plain(firstName ?? '')]
    const whole = isEastern(last) && isEastern(first) ? [last + first] : []
    const texts = [last, first, ...(email?.split('@')[0] ?? '').split('.'), ...whole]
    return words
      .map(plain)
      .every((word) => texts.some((text) => (isEastern(word) || word.length > 2 ? text.includes(word) : text.startsWith(word))))
  })
  return found.map(([customer]) => customer).sort((a, b) => (a < b ? 1 : -1))
}

const words = [
  '綾戸',
  '戸智',
  '田中田',
  '田',
  '一',
  'はなこ',
  'ｻﾄｳ',
  '高橋',
  'tanak',
  'ana',
  'li',
  'L',
  '佐藤 花子',
  '花子 中田',
  'jun 綾戸',
  '渡辺',
  '藤田',
]

test.each(words)('I02 a search for %s finds exactly whom a look at everybody finds, the newest first', async (typed) => {
  const found = await findPeople(world, shop, typed)
  const expected = byLooking(typed.split(' '))
  if (found === 'unread') throw new Error('the store was not read')
  expect(found.customers).toEqual(expected.slice(0, 50))
  expect(found.more).toBe(expected.length > 50)
})

test('I02 whether many or few are named, the newest of them are answered', async () => {
  for (const typed of ['田', '綾戸', 'li', '藤田']) {
    const asked = readAsked(typed)
    if (!asked) throw new Error('nothing is asked')
    for (const [limit, under] of [
      [51, null],
      [3, null],
      [3, 400n],
    ] as const) {
      const named = await candidates(world, shop, asked, limit, under)
      expect(named.map(({ customer }) => customer)).toEqual(
        byLooking([typed])
          .filter((each) => under === null || each < under)
          .slice(0, limit),
      )
      for (const pace of [
        { newest: 0, common: 1 },
        { newest: 0, common: 1000 },
        { newest: 20, common: 2 },
      ]) {
        expect(await candidates(world, shop, asked, limit, under, pace)).toEqual(named)
      }
    }
  }
})

test('I02 a mail address, a phone number as typed at home, and a customer’s number find their one', async () => {
  const [customer, named] = [...people].find(([, { email, phone }]) => email && phone) ?? [0n, null]
  if (!named?.email || !named.phone) throw new Error('nobody has both')
  const home = `0${named.phone.slice(3, 5)}-${named.phone.slice(5, 9)}-${named.phone.slice(9)}`
  for (const typed of [named.email.toUpperCase(), home, named.phone]) {
    expect(await findPeople(world, shop, typed)).toMatchObject({ customers: [customer], more: false })
  }
  expect(await findPeople(world, shop, String(customer))).toMatchObject({ customers: expect.arrayContaining([customer]) })
})

test('one shop finds nobody of another, by the same names', async () => {
  const other = await newShop(world)
  expect(await findPeople(world, other, '綾戸')).toMatchObject({ customers: [] })
  const named = people.get(3n) as Named
  expect(await hashesOf(world, other, named)).not.toEqual(await hashesOf(world, shop, named))
})

test('a new name finds, the former one does not, and who has no case is not found', async () => {
  await letBeFound(world, shop, 3n, { firstName: '', lastName: '鬼怒川', email: null, phone: null })
  people.set(3n, { firstName: '', lastName: '鬼怒川', email: null, phone: null })
  expect(await findPeople(world, shop, '怒川')).toMatchObject({ customers: [3n] })
  await letBeFound(world, shop, 4n, { firstName: '', lastName: '鬼怒川', email: null, phone: null })
  expect(await findPeople(world, shop, '怒川')).toMatchObject({ customers: [3n] })
})

test('nothing readable is kept: numbers, which another key would have made others', async () => {
  const rows = await world.db.$queryRaw<{ row: string }[]>`select kyc_search::text as row from kyc_search where shop_id = ${shop}`
  for (const { row } of rows) expect(row).toMatch(/^\(shop-\d+\.myshopify\.com,\d+,"?\{[-\d,]*\}"?\)$/)
})

test('while the store is silent candidates are answered without names; where it does not let us look, nobody is', async () => {
  silence = new ShopifySilent('HTTP 503')
  expect(await findPeople(world, shop, '綾戸')).toMatchObject({ customers: byLooking(['綾戸']).slice(0, 50), names: {} })
  silence = new ShopifyRefused([{ message: 'no', extensions: { code: 'ACCESS_DENIED' } }])
  expect(await findPeople(world, shop, '綾戸')).toBe('unread')
  silence = null
})
