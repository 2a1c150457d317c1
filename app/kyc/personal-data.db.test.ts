// What identifies a person stands in Shopify's record or sealed in ours: every row of every table is searched for the plain text.
import { randomUUID } from 'node:crypto'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { newShop, type TestWorld, testWorld } from '../../tests/harness/database.ts'
import { arriving, jpeg } from '../../tests/harness/files.ts'
import type { ShopClient } from '../shopify/client.server.ts'
import { readCase } from './cases.server.ts'
import { decide } from './decisions.server.ts'
import { acceptNotice } from './notice.server.ts'
import { pageView } from './page-view.server.ts'
import { EMPTY_PROFILE } from './profile-form.ts'
import { profileOf, saveProfile, send, takeFile } from './submission.server.ts'

const FORM = {
  ...EMPTY_PROFILE,
  company: '関所商事',
  zip: '530-0001',
  province: 'JP-27',
  city: '大阪市北区',
  address1: '梅田三丁目',
  address2: '関所ビル七階',
  phone: '090-9876-5432',
  occupation: '宮大工',
  birthDate: '1987-12-31',
}
const NAME = '検見 花子'
const TEXTS = { publicText: '住所の番地が読めません', privateNote: '電話で本人と話した' }
/** Everything above, as it could stand somewhere. */
const PERSONAL = [
  ...[
    '関所商事',
    '530-0001',
    '5300001',
    'JP-27',
    '大阪',
    '梅田',
    '七階',
    '98765432',
    '9876-5432',
    '宮大工',
    '1987-12-31',
    '1987/12/31',
    '19871231',
    '花子',
  ],
  ...Object.values(TEXTS),
]

interface Sent {
  readonly customer: string
  readonly address: Record<string, unknown>
}

/** A Shopify that knows the name and takes an address. */
function shopify(): { sent: Sent[]; shopify: (shop: string) => Promise<ShopClient> } {
  const sent: Sent[] = []
  const request = async (document: unknown, variables: Sent) => {
    const { definitions } = document as { definitions: { name: { value: string } }[] }
    if (definitions[0]?.name.value === 'AddAddress') sent.push(variables)
    const customer = { displayName: NAME, firstName: '花子', lastName: '検見', defaultAddress: null }
    return { data: { customer, customerAddressCreate: { address: { id: '1' }, userErrors: [] } }, errors: [] }
  }
  return { sent, shopify: async (shop) => ({ shop, request }) as unknown as ShopClient }
}

/** Every row of every table of ours and of the job queue, bytes in hexadecimal. */
async function everything(world: TestWorld): Promise<string> {
  const tables = await world.db.$queryRaw<{ name: string }[]>`
    select format('%I.%I', table_schema, table_name) as name from information_schema.tables
    where table_schema in ('public', 'graphile_worker') and table_type = 'BASE TABLE'`
  expect(tables.length).toBeGreaterThan(15)
  const rows = await Promise.all(
    tables.map(({ name }) => world.db.$queryRawUnsafe<{ row: string }[]>(`select '${name} ' || to_jsonb(t)::text as row from ${name} t`)),
  )
  return rows.flatMap((found) => found.map(({ row }) => row)).join('\n')
}

const found = (haystack: string): string[] =>
  PERSONAL.filter((text) => haystack.includes(text) || haystack.includes(Buffer.from(text).toString('hex')))

test('A06 A08 address, phone and name are written to Shopify’s record alone; birth date, occupation and texts of staff are sealed', async () => {
  const store = shopify()
  const world = await testWorld({ shopify: store.shopify })
  const who = { shop: await newShop(world, { notices: { to: ['staff@shop.example'] } }), customer: 42n }
  await acceptNotice(world, who.shop, who.customer, { version: 0, language: 'ja' })
  expect(await saveProfile(world, who, FORM)).toEqual({ ok: true, value: null })
  const photo = await jpeg()
  const wish = { part: 'identity', kind: 'passport', upload: randomUUID(), declaredBytes: photo.length, body: arriving(photo).body }
  expect((await takeFile(world, who, wish)).ok).toBe(true)
  expect((await send(world, who)).ok).toBe(true)
  expect(await pageView(world, who, 'ja', 'tag')).toMatchObject({ name: NAME, profile: { occupation: '宮大工', birthDate: '1987-12-31' } })
  const version = (await readCase(world, who.shop, who.customer))?.case.version ?? -1
  const decision = { type: 'return', part: 'identity', reason: 'blurred', ...TEXTS } as const
  const by = { id: 9001n, name: '関 一郎', role: 'owner' } as const
  expect((await decide(world, { ...who, version, by, decision })).ok).toBe(true)

  // In Shopify's own record, whole, and nothing of what only we keep.
  expect(store.sent).toEqual([
    {
      customer: 'gid://shopify/Customer/42',
      address: {
        company: '関所商事',
        zip: '530-0001',
        provinceCode: 'JP-27',
        city: '大阪市北区',
        address1: '梅田三丁目',
        address2: '関所ビル七階',
        countryCode: 'JP',
        phone: '+819098765432',
      },
    },
  ])
  const rows = await everything(world)
  expect(rows).toContain(`"shop_id": "${who.shop}"`)
  expect(found(rows)).toEqual([])
  // The search finds what is there, as text and as bytes.
  expect(found(`${rows} 宮大工 ${Buffer.from('1987-12-31').toString('hex')}`)).toEqual(['宮大工', '1987-12-31'])
  // Opened with the shop's key, the sealed profile holds the two entries and no third.
  expect(await profileOf(world, who)).toEqual({ occupation: '宮大工', birthDate: '1987-12-31' })
})

test('B01 a document lies in the vault as noise, and its row holds no name that the customer gave it', async () => {
  const world = await testWorld({ shopify: shopify().shopify })
  const who = { shop: await newShop(world), customer: 42n }
  await acceptNotice(world, who.shop, who.customer, { version: 0, language: 'ja' })
  const photo = await jpeg()
  const kept = await takeFile(world, who, {
    part: 'identity',
    kind: 'passport',
    upload: randomUUID(),
    declaredBytes: photo.length,
    body: arriving(photo).body,
  })
  const id = kept.ok ? kept.value.id : ''
  const folder = world.config.dataDir
  const files = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((one) => one.isFile())
  const stored = files.map((one) => ({ name: join(one.parentPath, one.name), bytes: readFileSync(join(one.parentPath, one.name)) }))
  expect(stored.map(({ name }) => name).filter((name) => name.includes(id))).toHaveLength(2)
  for (const { bytes } of stored) {
    expect(bytes.includes(photo.subarray(0, 16))).toBe(false)
    expect(bytes.includes(photo.subarray(-16))).toBe(false)
  }
})
