import { randomUUID } from 'node:crypto'
import { expect, test } from 'vitest'
import { newShop, testWorld } from '../../tests/harness/database.ts'
import { arriving, jpeg } from '../../tests/harness/files.ts'
import { write } from '../platform/world.server.ts'
import type { ShopClient } from '../shopify/client.server.ts'
import { casePage } from './case-page.server.ts'
import { move } from './cases.server.ts'
import { acceptNotice } from './notice.server.ts'
import { personOf } from './people.server.ts'
import { EMPTY_PROFILE } from './profile-form.ts'
import { chooseParty, saveProfile, send, takeFile } from './submission.server.ts'

const ADDRESS = { zip: '100-0001', provinceCode: 'JP-13', province: 'Tokyo', city: '千代田区', address1: '千代田1-1', address2: '' }
const CUSTOMER = {
  displayName: '花子 関所',
  firstName: '花子',
  lastName: '関所',
  locale: 'ja',
  numberOfOrders: '3',
  defaultEmailAddress: { emailAddress: 'hanako@example.jp' },
  defaultPhoneNumber: null,
  defaultAddress: { id: '1', ...ADDRESS, country: 'Japan', countryCodeV2: 'JP', company: '関所商事', phone: '+819012345678' },
}

const shopify = async (shop: string) =>
  ({
    shop,
    request: async () => ({ data: { customer: CUSTOMER, customerAddressUpdate: { address: { id: '1' }, userErrors: [] } }, errors: [] }),
  }) as unknown as ShopClient

const reviewer = { id: 7n, name: '検見 花子', role: 'reviewer' } as const

async function handedIn() {
  const world = await testWorld({ shopify })
  const who = { shop: await newShop(world), customer: 42n }
  await acceptNotice(world, who.shop, who.customer, { version: 0, language: 'ja' })
  await chooseParty(world, who, 'corporation')
  const form = { ...EMPTY_PROFILE, ...ADDRESS, province: 'JP-13', company: '関所商事', occupation: '会社員', birthDate: '1990-04-01' }
  expect(await saveProfile(world, who, form)).toMatchObject({ ok: true })
  const photo = await jpeg()
  const body = arriving(photo).body
  await takeFile(world, who, { part: 'identity', kind: 'passport', upload: randomUUID(), declaredBytes: photo.length, body })
  await send(world, who)
  return { world, ...who }
}

test('C11 the case page holds what the customer entered, the papers, the labels, what is missing, and who did what', async () => {
  const { world, shop, customer } = await handedIn()
  const told = { publicText: '会社の書類もお願いします', privateNote: '電話済み' }
  await write(world, (tx) =>
    move(
      world,
      tx,
      shop,
      customer,
      { type: 'return', part: 'identity' },
      { kind: 'staff', id: '7' },
      { data: { reason: 'other' }, ...told },
    ),
  )
  await write(world, (tx) => move(world, tx, shop, customer, { type: 'note-payout' }, { kind: 'shopify-admin' }))
  const page = await casePage(world, shop, customer, reviewer)
  expect(page?.profile).toEqual({ birthDate: '1990-04-01', occupation: '会社員' })
  expect(page?.documents).toMatchObject([{ part: 'identity', kind: 'passport', round: 1 }])
  expect(page?.labels).toEqual(['opened', 'unverified', 'payout'])
  expect([page?.mayOrder, page?.pending, page?.missing]).toEqual([false, true, ['identity', 'corporate']])
  expect(page?.history.map(({ actor, type, part, party }) => [actor, type, part ?? party])).toEqual([
    ['shopify-admin', 'note-payout', null],
    ['staff', 'return', 'identity'],
    ['customer', 'submit', 'identity'],
    ['customer', 'choose-party', 'corporation'],
  ])
  expect(page?.history[1]).toMatchObject({ reason: 'other', ...told })
})

test('C11 name, mail, phone and address beside it are read from the store at that moment', async () => {
  const { world, shop, customer } = await handedIn()
  expect(await personOf(world, shop, customer)).toEqual({
    name: '関所 花子',
    email: 'hanako@example.jp',
    phone: '090-1234-5678',
    company: '関所商事',
    address: ['〒100-0001', '東京都千代田区千代田1-1'],
    locale: 'ja',
    orders: 3,
    withheld: false,
    native: {
      name: '関所 花子',
      company: '関所商事',
      email: 'hanako@example.jp',
      address: ['JP', 'JP-13', '100-0001', '千代田区', '千代田1-1', ''],
    },
  })
})

test('C11 who may not see documents is sent neither the sealed entries nor the notes among staff', async () => {
  const { world, shop, customer } = await handedIn()
  const told = { publicText: '再提出をお願いします', privateNote: '内緒' }
  await write(world, (tx) => move(world, tx, shop, customer, { type: 'return', part: 'identity' }, { kind: 'staff', id: '7' }, told))
  const page = await casePage(world, shop, customer, { ...reviewer, role: 'viewer' })
  expect(page?.profile).toBeNull()
  expect(JSON.stringify(page, (_, value) => (typeof value === 'bigint' ? String(value) : value))).not.toMatch(/1990|会社員|内緒/)
  expect(await casePage(world, await newShop(world), customer, reviewer)).toBeNull()
})
