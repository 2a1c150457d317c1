import { randomUUID } from 'node:crypto'
import { expect, test } from 'vitest'
import { newShop, type TestWorld, testWorld, waitingJobs } from '../../tests/harness/database.ts'
import { arriving, jpeg } from '../../tests/harness/files.ts'
import { documentsOf } from '../documents/vault.server.ts'
import { write } from '../platform/world.server.ts'
import { type ShopClient, ShopifySilent } from '../shopify/client.server.ts'
import { history, move, readCase } from './cases.server.ts'
import { acceptNotice, currentNotice, hasConsented } from './notice.server.ts'
import { pageView } from './page-view.server.ts'
import { EMPTY_PROFILE } from './profile-form.ts'
import { chooseParty, profileOf, removeFile, saveProfile, send, statusFor, takeFile, type Who } from './submission.server.ts'

const photo = await jpeg()
const FORM = {
  ...EMPTY_PROFILE,
  zip: '100-0001',
  province: 'JP-13',
  city: '千代田区',
  address1: '千代田1-1',
  phone: '090-1234-5678',
  occupation: '会社員',
  birthDate: '1990-04-01',
}

interface Asked {
  readonly operation: string
  readonly variables: Record<string, unknown>
}

/** A Shopify that notes what it is asked and answers with what a test wants. */
function shopifyThat(answers: Record<string, unknown>): { asked: Asked[]; shopify: (shop: string) => Promise<ShopClient> } {
  const asked: Asked[] = []
  const request = async (document: unknown, variables: object) => {
    const { definitions } = document as { definitions: { name: { value: string } }[] }
    const operation = definitions[0]?.name.value ?? ''
    asked.push({ operation, variables: variables as Record<string, unknown> })
    const data = answers[operation]
    if (data === undefined) throw new ShopifySilent('no answer')
    return { data, errors: [] }
  }
  return { asked, shopify: async (shop) => ({ shop, request }) as ShopClient }
}

const fine = () =>
  shopifyThat({
    CustomerDetails: { customer: { firstName: '花子', lastName: '関所', defaultAddress: null } },
    AddAddress: { customerAddressCreate: { address: { id: '1' }, userErrors: [] } },
  })

let customers = 100n

async function start(options: { settings?: object; consent?: boolean; shopify?: ReturnType<typeof shopifyThat> } = {}) {
  const { asked, shopify } = options.shopify ?? fine()
  const world = await testWorld({ shopify })
  customers += 1n
  const who: Who = { shop: await newShop(world, options.settings), customer: customers }
  if (options.consent !== false) await acceptNotice(world, who.shop, who.customer, { version: 0, language: 'ja' })
  return { world, who, asked }
}

const file = (world: TestWorld, who: Who, part = 'identity', upload: string = randomUUID(), bytes: Uint8Array = photo) =>
  takeFile(world, who, {
    part,
    kind: part === 'corporate' ? 'registry-certificate' : 'driving-licence',
    upload,
    declaredBytes: bytes.length,
    body: arriving(bytes).body,
  })

const mails = (world: TestWorld, who: Who) => world.db.mail.findMany({ where: { shopId: who.shop }, orderBy: { createdAt: 'asc' } })

const refusal = (code: string, more: object = {}) => ({ ok: false, refusal: { code, ...more } })

test('A06 B01 nothing is taken before the notice is accepted: no file, no byte of it, no field, no choice', async () => {
  const { world, who, asked } = await start({ consent: false })
  const arrival = arriving(photo)
  const wish = { part: 'identity', kind: 'passport', upload: randomUUID(), declaredBytes: photo.length, body: arrival.body }
  expect(await takeFile(world, who, wish)).toEqual(refusal('consent-missing'))
  expect(arrival.taken()).toBe(0)
  expect(await saveProfile(world, who, FORM)).toEqual(refusal('consent-missing'))
  expect(await chooseParty(world, who, 'individual')).toEqual(refusal('consent-missing'))
  expect(await send(world, who)).toEqual(refusal('consent-missing'))
  expect(asked).toEqual([])
  expect([await documentsOf(world, who.shop, who.customer), await profileOf(world, who)]).toEqual([[], null])
})

test('A08 an emoji in the name that the store has does not keep the address from being saved', async () => {
  const store = shopifyThat({
    CustomerDetails: { customer: { firstName: '花子🌸', lastName: '𠮷野', defaultAddress: null } },
    AddAddress: { customerAddressCreate: { address: { id: '1' }, userErrors: [] } },
  })
  const { world, who, asked } = await start({ shopify: store })
  expect(await saveProfile(world, who, FORM)).toEqual({ ok: true, value: null })
  expect(asked.find(({ operation }) => operation === 'AddAddress')?.variables.address).toMatchObject({
    firstName: '花子',
    lastName: '𠮷野',
    city: '千代田区',
  })
})

test('the page of somebody who has not accepted holds nothing personal, and asks Shopify nothing', async () => {
  const { world, who, asked } = await start({ consent: false })
  expect(await pageView(world, who, 'ja', 'tag')).toMatchObject({ name: null, files: [], notice: { version: 0, accepted: false } })
  expect(asked).toEqual([])
})

test('A10 the page says on which day what is erased today would go, and what law keeps it until then', async () => {
  const keepingWith = async (holds: string[] | null) => {
    const { world, who } = await start({ settings: { holds } })
    return (await pageView(world, who, 'ja', 'tag')).keeping
  }
  expect(await keepingWith(['kobutsu'])).toEqual({ law: 'kobutsu', years: 3, day: '2029年11月23日' })
  expect(await keepingWith(null)).toMatchObject({ law: 'hanshu', years: 7 })
  expect(await keepingWith([])).toBeNull()
})

test('a new version of the notice must be accepted before more is taken; the old acceptance keeps its date', async () => {
  const { world, who } = await start()
  expect((await file(world, who)).ok).toBe(true)
  await world.db.kycNotice.create({ data: { shopId: who.shop, version: 1, language: 'ja', text: '{{shop}}の新しい文面' } })
  expect((await currentNotice(world, who.shop, 'en')).text).toBe(`${who.shop.split('.')[0]}の新しい文面`)
  expect(await file(world, who)).toEqual(refusal('consent-missing'))
  expect(await acceptNotice(world, who.shop, who.customer, { version: 0, language: 'ja' })).toEqual(
    refusal('not-now', { because: 'notice-changed' }),
  )
  world.pass(60_000)
  await acceptNotice(world, who.shop, who.customer, { version: 1, language: 'en' })
  world.pass(60_000)
  await acceptNotice(world, who.shop, who.customer, { version: 1, language: 'ja' })
  expect(await hasConsented(world, who.shop, who.customer)).toBe(true)
  const rows = await world.db.kycConsent.findMany({ where: { shopId: who.shop }, orderBy: { version: 'asc' } })
  expect(rows).toMatchObject([
    { version: 0, language: 'ja', acceptedAt: new Date('2026-11-22T03:00:00Z') },
    { version: 1, language: 'en', acceptedAt: new Date('2026-11-22T03:01:00Z') },
  ])
})

test('A07 the choice moves the case, choosing again changes nothing, and a verified customer cannot undo himself', async () => {
  const { world, who } = await start()
  expect(await chooseParty(world, who, 'individual')).toEqual({ ok: true, value: null })
  expect(await chooseParty(world, who, 'individual')).toEqual({ ok: true, value: null })
  expect(await history(world, who.shop, who.customer)).toMatchObject([{ type: 'choose-party', actor: 'customer' }])
  expect(await chooseParty(world, who, 'none')).toMatchObject(refusal('bad-input'))
  await write(world, (tx) => move(world, tx, who.shop, who.customer, { type: 'approve', via: 'hand' }, { kind: 'staff' }))
  expect(await chooseParty(world, who, 'corporation')).toEqual(refusal('not-now', { because: 'verified' }))
})

test('A06 A08 address and phone go to Shopify’s record; birth date and occupation are sealed here, and nobody is told (B05)', async () => {
  const { world, who, asked } = await start({ settings: { notices: { to: ['staff@shop.example'] } } })
  await chooseParty(world, who, 'individual')
  const jobsBefore = (await waitingJobs(world)).length
  expect(await saveProfile(world, who, FORM)).toEqual({ ok: true, value: null })
  expect(asked.at(-1)).toMatchObject({
    operation: 'AddAddress',
    variables: {
      customer: `gid://shopify/Customer/${who.customer}`,
      address: { zip: '100-0001', provinceCode: 'JP-13', phone: '+819012345678' },
    },
  })
  expect(await profileOf(world, who)).toEqual({ birthDate: '1990-04-01', occupation: '会社員' })
  const [row] = await world.db.kycProfile.findMany({ where: { shopId: who.shop } })
  expect(Buffer.from(row?.sealed ?? []).toString('latin1')).not.toContain('1990')
  expect(await mails(world, who)).toEqual([])
  expect(await waitingJobs(world)).toHaveLength(jobsBefore)
})

test('A08 an address that Shopify has is changed, not doubled', async () => {
  const defaultAddress = { id: 'gid://shopify/MailingAddress/5?model_name=CustomerAddress', countryCodeV2: 'JP', zip: '1' }
  const shopify = shopifyThat({
    CustomerDetails: { customer: { firstName: null, lastName: 'x', defaultAddress } },
    ChangeAddress: { customerAddressUpdate: { address: { id: '5' }, userErrors: [] } },
  })
  const { world, who, asked } = await start({ shopify })
  expect(await saveProfile(world, who, FORM)).toMatchObject({ ok: true })
  expect(asked.at(-1)).toMatchObject({ operation: 'ChangeAddress', variables: { address: defaultAddress.id } })
})

test('A08 what Shopify does not take is said at its field, and then nothing is kept here either', async () => {
  const userErrors = [{ field: ['address', 'city'], message: 'City cannot contain URL' }]
  const shopify = shopifyThat({
    CustomerDetails: { customer: { firstName: null, lastName: 'x', defaultAddress: null } },
    AddAddress: { customerAddressCreate: { address: null, userErrors } },
  })
  const { world, who } = await start({ shopify })
  expect(await saveProfile(world, who, FORM)).toEqual(refusal('bad-input', { fields: { city: 'holds-url' } }))
  expect(await profileOf(world, who)).toBeNull()
})

test('a Shopify that does not answer loses nothing and breaks no page', async () => {
  const { world, who } = await start({ shopify: shopifyThat({}) })
  expect(await saveProfile(world, who, FORM)).toEqual(refusal('not-now', { because: 'store-silent' }))
  expect(await profileOf(world, who)).toBeNull()
  expect(await pageView(world, who, 'ja', 'tag')).toMatchObject({ storeSilent: true, name: null })
})

test('B03 sending identity papers moves the case, tells staff once and leaves the job for the tags, all together', async () => {
  const { world, who } = await start({ settings: { notices: { to: ['staff@shop.example'] } } })
  await chooseParty(world, who, 'individual')
  await file(world, who)
  await file(world, who)
  const clicks = await Promise.all([send(world, who), send(world, who), send(world, who)])
  expect(clicks.map(({ ok }) => ok)).toEqual([true, true, true])
  expect((await readCase(world, who.shop, who.customer))?.case).toMatchObject({ identity: 'submitted', corporate: 'none' })
  expect(await mails(world, who)).toMatchObject([{ template: 'staff.submitted', customerId: who.customer, facts: { part: 'identity' } }])
  expect((await history(world, who.shop, who.customer)).filter(({ type }) => type === 'submit')).toHaveLength(1)
  expect((await waitingJobs(world)).map(({ key }) => key)).toContain(`reconcile:${who.shop}:${who.customer}`)
  expect((await documentsOf(world, who.shop, who.customer)).every(({ sentAt }) => sentAt !== null)).toBe(true)
})

test('B02 B04 a corporation sends both parts, and staff are told of each', async () => {
  const { world, who } = await start({ settings: { notices: { to: ['staff@shop.example'] } } })
  expect(await file(world, who, 'corporate')).toEqual(refusal('not-now', { because: 'no-such-part' }))
  await chooseParty(world, who, 'corporation')
  await file(world, who, 'corporate')
  expect(await send(world, who)).toEqual({ ok: true, value: ['corporate'] })
  expect(await statusFor(world, who.shop, who.customer, 'ja')).toMatchObject({
    corporate: 'submitted',
    missing: ['profile', 'identity'],
    next: 'submit',
  })
  await file(world, who)
  expect(await send(world, who)).toEqual({ ok: true, value: ['identity'] })
  await saveProfile(world, who, { ...FORM, company: '関所商事株式会社' })
  expect(await statusFor(world, who.shop, who.customer, 'ja')).toMatchObject({ missing: [], next: 'wait' })
  expect((await mails(world, who)).map(({ facts }) => facts)).toEqual([{ part: 'corporate' }, { part: 'identity' }])
})

test('B05 papers may come before the profile and the choice; the status says what is missing', async () => {
  const { world, who } = await start()
  await file(world, who)
  expect(await send(world, who)).toMatchObject({ ok: true })
  expect(await statusFor(world, who.shop, who.customer, 'zh-Hant')).toMatchObject({
    identity: 'submitted',
    missing: ['party', 'profile'],
    next: 'choose-party',
    locale: 'zh-Hant',
  })
})

test('B06 nothing is sent when no file waits, and nobody is told', async () => {
  const { world, who } = await start({ settings: { notices: { to: ['staff@shop.example'] } } })
  expect(await send(world, who)).toEqual(refusal('not-now', { because: 'nothing-to-send' }))
  expect(await mails(world, who)).toEqual([])
})

test('B06 of all that a customer can do, sending papers alone tells staff, and their switch silences it', async () => {
  const { world, who } = await start({ settings: { notices: { to: ['staff@shop.example'] } }, consent: false })
  await acceptNotice(world, who.shop, who.customer, { version: 0, language: 'ja' })
  await chooseParty(world, who, 'corporation')
  await saveProfile(world, who, { ...FORM, company: '関所商事' })
  const first = await file(world, who)
  await removeFile(world, who, first.ok ? first.value.id : '')
  await file(world, who)
  await pageView(world, who, 'ja', 'tag')
  await statusFor(world, who.shop, who.customer, 'ja')
  expect(await mails(world, who)).toEqual([])
  await send(world, who)
  expect((await mails(world, who)).map(({ template }) => template)).toEqual(['staff.submitted'])
  await world.db.shop.update({
    where: { shopId: who.shop },
    data: { settings: { notices: { to: ['staff@shop.example'], submitted: false } } },
  })
  await file(world, who, 'corporate')
  expect(await send(world, who)).toEqual({ ok: true, value: ['corporate'] })
  expect(await mails(world, who)).toHaveLength(1)
})

test('after a return only that part is open, with the reviewer’s reason; what was accepted stays', async () => {
  const { world, who } = await start()
  await chooseParty(world, who, 'corporation')
  await file(world, who)
  await file(world, who, 'corporate')
  await send(world, who)
  const staff = { kind: 'staff', id: '1' } as const
  await write(world, (tx) => move(world, tx, who.shop, who.customer, { type: 'accept', part: 'identity' }, staff))
  await write(world, (tx) =>
    move(world, tx, who.shop, who.customer, { type: 'return', part: 'corporate' }, staff, {
      publicText: '3か月以内のものを',
      privateNote: '内緒',
    }),
  )
  const status = await statusFor(world, who.shop, who.customer, 'ja')
  expect(status).toMatchObject({ identity: 'accepted', returned: [{ part: 'corporate', reason: '3か月以内のものを' }] })
  expect(JSON.stringify(status)).not.toContain('内緒')
  expect(await file(world, who, 'identity')).toEqual(refusal('not-now', { because: 'accepted' }))
  const again = await file(world, who, 'corporate')
  expect(again).toMatchObject({ ok: true, value: { round: 2 } })
  expect(await send(world, who)).toEqual({ ok: true, value: ['corporate'] })
})

test('a frozen or refused customer can hand in nothing', async () => {
  for (const type of ['freeze', 'refuse'] as const) {
    const { world, who } = await start()
    await file(world, who)
    await write(world, (tx) => move(world, tx, who.shop, who.customer, { type }, { kind: 'staff' }, { publicText: 'お答えできません' }))
    const because = type === 'freeze' ? 'frozen' : 'refused'
    expect(await file(world, who)).toEqual(refusal('not-now', { because }))
    expect(await send(world, who)).toEqual(refusal('not-now', { because }))
    expect(await statusFor(world, who.shop, who.customer, 'ja')).toMatchObject({ next: 'contact', [because]: true })
    if (type === 'refuse') expect((await pageView(world, who, 'ja', 'tag')).refusalText).toBe('お答えできません')
  }
})

test('one customer neither sees, sends nor takes back the files of another', async () => {
  const { world, who } = await start()
  const kept = await file(world, who)
  const other = { shop: who.shop, customer: who.customer + 5000n }
  await acceptNotice(world, other.shop, other.customer, { version: 0, language: 'ja' })
  const id = kept.ok ? kept.value.id : ''
  expect((await pageView(world, other, 'ja', 'tag')).files).toEqual([])
  expect(await removeFile(world, other, id)).toEqual(refusal('not-found'))
  expect(await send(world, other)).toEqual(refusal('not-now', { because: 'nothing-to-send' }))
  expect(await removeFile(world, who, id)).toEqual({ ok: true, value: null })
})

test('table C 10: papers that run out soon are renewed while ordering goes on; what is accepted otherwise stays closed', async () => {
  const { world, who } = await start()
  const { shop, customer } = who
  const by = { kind: 'staff', id: '7' } as const
  const moved = (...events: Parameters<typeof move>[4][]) =>
    world.db.$transaction(async (tx) => {
      for (const event of events) expect(await move(world, tx, shop, customer, event, by)).toMatchObject({ ok: true })
    })
  await chooseParty(world, who, 'individual')
  expect(await file(world, who)).toMatchObject({ ok: true })
  expect(await send(world, who)).toMatchObject({ ok: true })
  await moved({ type: 'accept', part: 'identity' }, { type: 'approve', via: 'app' })
  expect(await file(world, who)).toEqual(refusal('not-now', { because: 'accepted' }))
  expect((await statusFor(world, shop, customer, 'ja')).next).toBe('shop')
  await world.db.kycExpiry.create({ data: { shopId: shop, customerId: customer, part: 'identity', expiresOn: '2030-01-01' } })
  expect(await file(world, who)).toEqual(refusal('not-now', { because: 'accepted' }))
  await world.db.kycExpiry.updateMany({ where: { shopId: shop }, data: { expiresOn: '2026-12-20' } })
  expect((await statusFor(world, shop, customer, 'ja')).next).toBe('submit')
  expect((await pageView(world, who, 'ja', 'tag')).renewable).toEqual([{ part: 'identity', day: '2026年12月20日' }])
  expect(await file(world, who)).toMatchObject({ ok: true })
  expect(await send(world, who)).toEqual({ ok: true, value: ['identity'] })
  expect(await statusFor(world, shop, customer, 'ja')).toMatchObject({ verified: true, identity: 'submitted', next: 'shop' })
  expect((await pageView(world, who, 'ja', 'tag')).renewable).toEqual([])
  const documents = await world.db.document.findMany({ where: { shopId: shop }, orderBy: { sentAt: 'asc' } })
  expect(documents.map(({ returnedAt }) => returnedAt === null)).toEqual([false, true])
})
