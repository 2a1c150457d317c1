// The owner's dry run, confirmation and the taking over, on a real database against the dev store: what is believed, of whom, and when.
import { beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { drain, keepAll } from '../../app/inbox/inbox.server.ts'
import { decide } from '../../app/kyc/decisions.server.ts'
import { beginPreview } from '../../app/kyc/preview.server.ts'
import { carrySurveyOn } from '../../app/kyc/surveys.server.ts'
import { sweep } from '../../app/kyc/sweeps.server.ts'
import { synchronise } from '../../app/kyc/sync.server.ts'
import { carryTakeOverOn, chooseSource, confirmTakeOver, pauseTakeOver, readAgain } from '../../app/kyc/take-over.server.ts'
import { takeOverGlance, takeOverView } from '../../app/kyc/take-over-view.server.ts'
import { watch } from '../../app/kyc/watch.server.ts'
import { noteShop } from '../../app/staff/shops.server.ts'
import { type TestWorld, testWorld, waitingJobs } from '../harness/database.ts'
import { grantToken, install, runJobs } from '../harness/installed.ts'
import { startStore, type TestStore } from '../harness/store.ts'
import { confirmed, finishSurvey, OWNER, previewed, READERS, takenOver } from '../harness/take-over.ts'

const OPENED = '①アカウント開設済'
const BEFORE = '①本人確認前'
const IDENTITY = '②本人確認書類提出中'
const VERIFIED = '③本人確認済'
const STAFF = 'staff@shop.example'
const DAY = 24 * 60 * 60_000

let store: TestStore
let world: TestWorld
let shop: string

beforeAll(async () => {
  store = await startStore()
  shop = store.shop
  world = await testWorld({ now: new Date() })
})

const TABLES = [
  'kyc_cases',
  'kyc_intents',
  'kyc_events',
  'kyc_tasks',
  'kyc_proposals',
  'kyc_sightings',
  'kyc_surveys',
  'take_overs',
  'mails',
  'inbox',
  'audit_log',
  'shop_runs',
  'lookup_keys',
  'sessions',
  'shops',
]

beforeEach(async () => {
  await store.lever('POST', 'reset')
  await store.lever('POST', 'clock', { reset: true })
  await store.lever('POST', 'settings', { bulkMs: 0, bucket: { maximum: 100_000, restorePerSecond: 50_000 } })
  await world.db.$executeRawUnsafe(`delete from graphile_worker._private_jobs; ${TABLES.map((name) => `delete from ${name}`).join(';')}`)
  world.at(new Date())
})

let made = 0
/** Customers of ten days ago. */
async function oldCustomers(...customers: (readonly string[])[]): Promise<number[]> {
  await store.lever('POST', 'clock', { advanceMs: -10 * DAY })
  const ids: number[] = []
  for (const tags of customers) {
    made += 1
    ids.push((await store.act('create-customer', { email: `b${made}@example.com`, lastName: '古', firstName: `${made}`, tags })).id)
  }
  await store.lever('POST', 'clock', { reset: true })
  return ids
}

/** The app is installed now, as a first visit would: the shop is known, and the preview is asked for. */
async function installNow(): Promise<void> {
  await install(world, store, { installedAt: world.now(), settings: { notices: { to: [STAFF] } } })
  world.pass(1000)
}

const set = (customer: number, value: string | null, namespace = 'custom', key = 'kyc_done') =>
  store.act(value === null ? 'delete-metafield' : 'set-metafield', { customer, namespace, key, type: 'boolean', value: value ?? '' })

/** The store keeps a boolean metafield of its own for its customers. */
async function defineOwn(key = 'kyc_done', type = 'boolean'): Promise<void> {
  const query = `mutation { metafieldDefinitionCreate(definition: { ownerType: CUSTOMER, namespace: "custom", key: "${key}", name: "本人確認", type: "${type}" }) { userErrors { message } } }`
  await fetch(`${store.url}/admin/api/2026-07/graphql.json`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json', 'X-Shopify-Access-Token': 'shpat_recordings' },
    body: JSON.stringify({ query }),
  })
}

const caseOf = (id: number) => world.db.kycCase.findUnique({ where: { shopId_customerId: { shopId: shop, customerId: BigInt(id) } } })
const historyOf = async (id: number) =>
  (await world.db.kycEvent.findMany({ where: { shopId: shop, customerId: BigInt(id) }, orderBy: { id: 'asc' } })).map(({ type, data }) => ({
    type,
    data,
  }))
const tagsOf = async (id: number) => (await store.look(id))?.tags
const sync = (id: number) => synchronise(world, shop, BigInt(id))
/** Everything that anybody did to a customer in the store since an entry of its log. */
const deeds = async (after: number) =>
  (await store.lever<{ events: { id: number; subject: string }[] }>('GET', `events?after=${after}`)).events.filter(({ subject }) =>
    subject.startsWith('gid://shopify/Customer/'),
  )
const lastDeed = async () => (await store.lever<{ events: { id: number }[] }>('GET', 'events')).events.at(-1)?.id ?? 0
const of = (id: number, tags: readonly string[], action: 'add-tags' | 'remove-tags') => store.act(action, { customer: id, tags })

describe('the dry run', () => {
  test('A02 X1 counts every customer from before by what a confirmation would do, and writes nothing', async () => {
    const ids = await oldCustomers([OPENED, VERIFIED], [BEFORE, VERIFIED], [BEFORE, IDENTITY], [], ['VIP'])
    await installNow()
    const later = (await store.act('create-customer', { email: 'later@example.com', tags: [VERIFIED] })).id
    const mark = await lastDeed()
    const survey = await previewed(world, shop)
    expect(survey.counts).toMatchObject({
      read: 6,
      total: 5,
      'tags:verified': 1,
      'tags:contradictory': 1,
      'tags:pending': 1,
      'tags:new': 2,
    })
    expect(await deeds(mark)).toEqual([])
    expect(await world.db.kycCase.count()).toBe(0)
    expect((await waitingJobs(world)).filter(({ task }) => task === 'kyc.reconcile')).toEqual([])
    const view = await takeOverView(world, shop)
    expect(view).toMatchObject({ stage: 'ready', total: 5, source: null, counts: { verified: 1, pending: 1, contradictory: 1, new: 2 } })
    expect(view.examples).toMatchObject([{ customer: BigInt(ids[1] ?? 0), because: ['third-beside-first'] }])
    expect(await world.db.kycSighting.count({ where: { customerId: BigInt(later) } })).toBe(0)
  })

  test('X1 the store’s own boolean metafields can be picked, and another choice needs no other reading', async () => {
    await defineOwn()
    await defineOwn('note', 'single_line_text_field')
    const [yes, no, both] = await oldCustomers([], [VERIFIED], [VERIFIED])
    await set(yes ?? 0, 'true')
    await set(no ?? 0, 'false')
    await set(both ?? 0, 'true')
    await installNow()
    const survey = await previewed(world, shop)
    const tagsAlone = await takeOverView(world, shop)
    expect(tagsAlone.sources).toEqual([{ namespace: 'custom', key: 'kyc_done', name: '本人確認' }])
    expect(tagsAlone.counts).toMatchObject({ verified: 2, new: 1, contradictory: 0 })
    expect(await chooseSource(world, shop, OWNER, { namespace: 'custom', key: 'kyc_done' })).toMatchObject({ ok: true })
    const withOwn = await takeOverView(world, shop)
    expect(withOwn.counts).toMatchObject({ verified: 2, new: 0, contradictory: 1 })
    expect(withOwn.examples).toMatchObject([{ customer: BigInt(no ?? 0), because: ['own-off'] }])
    expect(withOwn.preview?.id).toBe(survey.id)
    await confirmed(world, shop)
    await takenOver(world, shop)
    expect([(await caseOf(yes ?? 0))?.verified, (await caseOf(no ?? 0))?.verified, (await caseOf(both ?? 0))?.verified]).toEqual([
      true,
      false,
      true,
    ])
    expect(await tagsOf(yes ?? 0)).toEqual([OPENED, VERIFIED])
  })

  test('X1 a metafield that the preview did not read begins a reading of its own', async () => {
    await oldCustomers([VERIFIED])
    await installNow()
    const first = await previewed(world, shop)
    await defineOwn()
    expect(await chooseSource(world, shop, OWNER, { namespace: 'custom', key: 'kyc_done' })).toMatchObject({ ok: true })
    const row = await world.db.takeOver.findUniqueOrThrow({ where: { shopId: shop } })
    expect(row.preview).not.toBe(first.id)
    expect([row.source, (await takeOverGlance(world, shop)).stage]).toEqual([0, 'reading'])
    await finishSurvey(world, shop, row.preview ?? '')
    expect((await takeOverView(world, shop)).counts).toMatchObject({ verified: 1 })
  })

  test('X1 nobody but an owner reads, chooses, confirms or pauses', async () => {
    await oldCustomers([])
    await installNow()
    const { id } = await previewed(world, shop)
    for (const role of ['reviewer', 'viewer'] as const) {
      const who = { ...OWNER, role }
      const seen = { preview: id, source: null }
      for (const refused of [
        await readAgain(world, shop, who),
        await chooseSource(world, shop, who, null),
        await confirmTakeOver(world, shop, who, seen),
        await pauseTakeOver(world, shop, who, true),
      ]) {
        expect(refused).toMatchObject({ refusal: { code: 'not-allowed', needs: 'take-over' } })
      }
    }
    expect((await takeOverGlance(world, shop)).stage).toBe('ready')
  })

  test('X1 only the figures that are shown can be confirmed', async () => {
    await defineOwn()
    await oldCustomers([VERIFIED])
    await installNow()
    const { id } = await previewed(world, shop)
    await chooseSource(world, shop, OWNER, { namespace: 'custom', key: 'kyc_done' })
    expect(await confirmTakeOver(world, shop, OWNER, { preview: id, source: null })).toMatchObject({
      refusal: { code: 'somebody-was-faster' },
    })
    await readAgain(world, shop, OWNER)
    expect(await confirmTakeOver(world, shop, OWNER, { preview: id, source: 0 })).toMatchObject({
      refusal: { code: 'somebody-was-faster' },
    })
    const { preview } = await world.db.takeOver.findUniqueOrThrow({ where: { shopId: shop } })
    const seen = { preview: preview ?? '', source: 0 }
    expect(await confirmTakeOver(world, shop, OWNER, seen)).toMatchObject({ refusal: { because: 'preview-unfinished' } })
    await finishSurvey(world, shop, preview ?? '')
    expect(await confirmTakeOver(world, shop, OWNER, seen)).toMatchObject({ ok: true })
    const [audit] = await world.db.auditEntry.findMany({ where: { shopId: shop, action: 'customers.take-over.confirm' } })
    expect([audit?.actorId, (audit?.codes as { counts?: object } | undefined)?.counts]).toMatchObject(['9001', { total: 1 }])
  })

  test('F2 a preview whose worker dies between two pages goes on where it stopped: everybody is counted once', async () => {
    await oldCustomers(...Array.from({ length: 25 }, () => [VERIFIED]))
    await installNow()
    await beginPreview(world, shop)
    const { preview } = await world.db.takeOver.findUniqueOrThrow({ where: { shopId: shop } })
    for (const deadline = Date.now() + 20_000; Date.now() < deadline; ) {
      // Two workers, of which neither knows of the other.
      await Promise.all([1, 2].map(() => carrySurveyOn(world, shop, preview ?? '', READERS, { batch: 10, sliceMs: 0 })))
      if ((await takeOverGlance(world, shop)).stage !== 'reading') break
    }
    expect((await takeOverView(world, shop)).counts.verified).toBe(25)
    expect(await world.db.kycSighting.count()).toBe(25)
  })

  test('X1 a reading that Shopify ends three times has failed, is shown so, and can be asked for again', async () => {
    await oldCustomers([VERIFIED])
    await installNow()
    await beginPreview(world, shop)
    await store.lever('POST', 'settings', { protectedCustomerData: 'none' })
    const { preview } = await world.db.takeOver.findUniqueOrThrow({ where: { shopId: shop } })
    await finishSurvey(world, shop, preview ?? '')
    expect(await takeOverView(world, shop)).toMatchObject({ stage: 'failed', preview: { reason: 'ACCESS_DENIED', attempt: 3 } })
    await store.lever('POST', 'settings', { protectedCustomerData: 'level-2' })
    expect(await readAgain(world, shop, OWNER)).toMatchObject({ ok: true })
    const again = await world.db.takeOver.findUniqueOrThrow({ where: { shopId: shop } })
    await finishSurvey(world, shop, again.preview ?? '')
    expect((await takeOverGlance(world, shop)).stage).toBe('ready')
  })
})

describe('before the confirmation', () => {
  test('A02 X1 no path touches a customer from before: webhooks, sweep, watch, comparison, the customer’s own papers', async () => {
    const [third = 0, plain = 0] = await oldCustomers([OPENED, VERIFIED], [])
    await installNow()
    await previewed(world, shop)
    await of(third, ['VIP'], 'add-tags')
    const mark = await lastDeed()
    const told = ['customers/update', 'customer.tags_added', 'customers/create'].map((topic, n) => ({
      shop,
      topic,
      webhookId: `storm-${n}`,
      payload: { admin_graphql_api_id: `gid://shopify/Customer/${third}` },
    }))
    await keepAll(world, told)
    await drain(world, shop, {})
    await sweep(world, shop)
    await watch(world, shop)
    await runJobs(world)
    expect(await deeds(mark)).toEqual([])
    expect(await world.db.kycCase.count()).toBe(0)
    // Who comes to us is served, unless that would take a ③ away.
    const { move } = await import('../../app/kyc/cases.server.ts')
    for (const id of [third, plain])
      await world.db.$transaction((tx) =>
        move(world, tx, shop, BigInt(id), { type: 'choose-party', party: 'individual' }, { kind: 'customer' }),
      )
    await runJobs(world)
    expect(await tagsOf(third)).toEqual([OPENED, 'VIP', VERIFIED].sort())
    expect(await tagsOf(plain)).toEqual([OPENED, BEFORE])
    expect(await sync(third)).toBe('left-alone')
    expect(await world.db.mail.count()).toBe(0)
  })
})

describe('the taking over', () => {
  test('A02 X1 everybody gets what was counted, marked so, and nobody is mailed', async () => {
    const [known = 0, torn = 0, handedIn = 0, bare = 0] = await oldCustomers([VERIFIED, 'VIP'], [BEFORE, VERIFIED], [BEFORE, IDENTITY], [])
    await installNow()
    await previewed(world, shop)
    await confirmed(world, shop)
    await takenOver(world, shop)
    expect(await store.look(known)).toMatchObject({ tags: [OPENED, 'VIP', VERIFIED].sort(), verified: 'true' })
    expect(await store.look(torn)).toMatchObject({ tags: [OPENED, BEFORE], verified: null })
    expect(await tagsOf(handedIn)).toEqual([OPENED, BEFORE, IDENTITY])
    expect(await tagsOf(bare)).toEqual([OPENED, BEFORE])
    expect(await historyOf(known)).toEqual([{ type: 'taken-over', data: { verdict: 'verified' } }])
    expect(await historyOf(torn)).toEqual([{ type: 'taken-over', data: { verdict: 'contradictory' } }])
    const tasks = await world.db.kycTask.findMany({ where: { shopId: shop } })
    expect(tasks.map(({ customerId, code }) => [Number(customerId), code])).toEqual([[torn, 'take-over-contradictory']])
    expect(await world.db.mail.count()).toBe(0)
    expect(await takeOverView(world, shop)).toMatchObject({
      stage: 'done',
      confirmed: { by: null },
      counts: { verified: 1, contradictory: 1 },
    })
    expect(await world.db.kycSighting.count()).toBe(0)
  })

  test('X1 nobody is believed who came or changed after the preview, while webhooks storm in', async () => {
    const [added = 0, edited = 0, same = 0] = await oldCustomers([], [VERIFIED, IDENTITY], [VERIFIED])
    await installNow()
    await previewed(world, shop)
    await store.act('newsletter', { email: `b${made - 2}@example.com`, tags: VERIFIED })
    await of(edited, [IDENTITY], 'remove-tags')
    const later = (await store.act('create-customer', { email: 'late@example.com', tags: [VERIFIED] })).id
    expect(await tagsOf(added)).toEqual([VERIFIED])
    await confirmed(world, shop)
    for (const id of [later, edited, added, same, edited]) await sync(id)
    await takenOver(world, shop)
    const found = await Promise.all([added, edited, same, later].map(async (id) => (await caseOf(id))?.verified))
    expect(found).toEqual([false, false, true, false])
    expect(await Promise.all([added, edited, later].map(async (id) => (await store.look(id))?.verified))).toEqual([null, null, null])
  })

  test('X1 a pause leaves the rest alone whoever asks, and going on finishes it; figures tell how far it is', async () => {
    const ids = await oldCustomers(...Array.from({ length: 6 }, () => [VERIFIED]))
    await installNow()
    await previewed(world, shop)
    await confirmed(world, shop)
    expect(await carryTakeOverOn(world, shop, { underWay: 2, lookMs: 1000, againMs: 60_000 })).toBe('goes-on')
    await runJobs(world)
    expect((await takeOverView(world, shop)).progress).toMatchObject({ done: 2, total: 6, perMinute: 2, minutesLeft: 2, late: 0 })
    // Asked for, and paused before their turn came.
    expect(await carryTakeOverOn(world, shop, { underWay: 2, lookMs: 1000, againMs: 60_000 })).toBe('goes-on')
    expect(await pauseTakeOver(world, shop, OWNER, true)).toMatchObject({ ok: true })
    await runJobs(world)
    for (const id of ids) await sync(id)
    expect(await world.db.kycCase.count()).toBe(2)
    expect(await carryTakeOverOn(world, shop)).toBe('over')
    expect(await takeOverView(world, shop)).toMatchObject({ stage: 'paused', progress: { done: 2, total: 6 } })
    expect(await pauseTakeOver(world, shop, OWNER, false)).toMatchObject({ ok: true })
    await takenOver(world, shop)
    expect(await world.db.kycCase.count({ where: { verified: true } })).toBe(6)
    expect((await takeOverGlance(world, shop)).stage).toBe('done')
  })

  test('F2 several workers, and jobs that died with one, take everybody over once', async () => {
    const ids = await oldCustomers(...Array.from({ length: 9 }, () => [VERIFIED]))
    await installNow()
    await previewed(world, shop)
    await confirmed(world, shop)
    await Promise.all([1, 2, 3].map(() => carryTakeOverOn(world, shop, { underWay: 4, lookMs: 0, againMs: 60_000 })))
    // The process died, and its jobs with it.
    await world.db.$executeRaw`delete from graphile_worker._private_jobs`
    world.pass(3 * 60_000)
    for (const deadline = Date.now() + 20_000; Date.now() < deadline; ) {
      const steps = await Promise.all([1, 2].map(() => carryTakeOverOn(world, shop, { underWay: 4, lookMs: 0, againMs: 60_000 })))
      if (steps.every((step) => step === 'over')) break
      await runJobs(world)
    }
    for (const id of ids) expect(await historyOf(id)).toEqual([{ type: 'taken-over', data: { verdict: 'verified' } }])
    expect((await takeOverGlance(world, shop)).stage).toBe('done')
  })

  test('X1 who was deleted meanwhile holds nothing up', async () => {
    const [gone = 0, stays = 0] = await oldCustomers([], [VERIFIED])
    await installNow()
    await previewed(world, shop)
    await store.act('delete-customer', { customer: gone })
    await confirmed(world, shop)
    await takenOver(world, shop)
    expect([await caseOf(gone), (await caseOf(stays))?.verified]).toEqual([null, true])
  })
})

describe('a reinstall', () => {
  /** Verified customers of a first installation, all confirmed in the store. */
  async function managed(count: number): Promise<number[]> {
    const ids = await oldCustomers(...Array.from({ length: count }, () => [VERIFIED]))
    await installNow()
    await previewed(world, shop)
    await confirmed(world, shop)
    await takenOver(world, shop)
    return ids
  }

  /** The app goes and comes back. Between the two, `meanwhile`. */
  async function comesBack(meanwhile: () => Promise<unknown> = async () => undefined): Promise<void> {
    world.pass(DAY)
    await store.lever('POST', 'clock', { advanceMs: DAY })
    await store.lever('POST', 'settings', { installed: false })
    await world.db.shop.update({ where: { shopId: shop }, data: { uninstalledAt: world.now() } })
    await meanwhile()
    world.pass(DAY)
    await store.lever('POST', 'clock', { advanceMs: DAY })
    await world.db.session.deleteMany()
    await grantToken(world, store)
    await noteShop(world, shop)
    world.pass(1000)
  }

  test('X1 asks again with figures of its own, drops every base, and touches nobody before the answer', async () => {
    const [kept = 0, lost = 0, off = 0] = await managed(3)
    const mail = { shopId: shop, id: 'held', template: 'customer.verified', audience: 'customer', customerId: BigInt(kept) }
    await world.db.mail.create({ data: { ...mail, state: 'held' } })
    await comesBack(async () => {
      await of(lost, [VERIFIED], 'remove-tags')
      await store.act('set-metafield', { customer: off, key: 'verified', type: 'boolean', value: 'false' })
    })
    expect((await waitingJobs(world)).filter(({ task }) => task === 'kyc.preview')).toHaveLength(1)
    const mark = await lastDeed()
    for (const id of [kept, lost, off]) expect(await sync(id)).toBe('left-alone')
    await watch(world, shop)
    await sweep(world, shop)
    const survey = await previewed(world, shop)
    expect(survey.counts).toMatchObject({ total: 3, 'tags:verified': 1, 'tags:contradictory': 2 })
    const view = await takeOverView(world, shop)
    expect(view.examples.map(({ because }) => because)).toEqual([['third-gone'], ['switched-off']])
    await runJobs(world)
    expect(await deeds(mark)).toEqual([])
    expect((await world.db.mail.findMany({ where: { shopId: shop } })).map(({ state }) => state)).toEqual(['dropped'])
    const version = (await caseOf(kept))?.version ?? 0
    const decision = { shop, customer: BigInt(kept), version, by: OWNER, decision: { type: 'freeze' } } as const
    expect(await decide(world, decision)).toMatchObject({ refusal: { because: 'take-over-first' } })

    await confirmed(world, shop)
    await takenOver(world, shop)
    expect(await store.look(kept)).toMatchObject({ tags: [OPENED, VERIFIED], verified: 'true' })
    expect(await caseOf(lost)).toMatchObject({ verified: false, identity: 'returned' })
    expect(await store.look(lost)).toMatchObject({ tags: [OPENED, BEFORE], verified: 'false' })
    expect(await caseOf(off)).toMatchObject({ verified: true, frozen: true })
    expect((await historyOf(lost)).map(({ type }) => type)).toEqual(['taken-over', 'taken-over', 'revoke'])
    expect((await historyOf(off)).at(-1)).toMatchObject({ type: 'freeze' })
    expect(await decide(world, decision)).toMatchObject({ ok: true })
    expect(await world.db.mail.count({ where: { shopId: shop, state: { not: 'dropped' } } })).toBe(0)
  })

  test('X1 ③ and a switch that came while the app was away open nothing for whom the app had denied', async () => {
    const [denied = 0] = await managed(1)
    const version = (await caseOf(denied))?.version ?? 0
    const revoke = { shop, customer: BigInt(denied), version, by: OWNER, decision: { type: 'revoke' } } as const
    expect(await decide(world, revoke)).toMatchObject({ ok: true })
    await sync(denied)
    await world.db.mail.deleteMany()
    await comesBack(async () => {
      await of(denied, [BEFORE], 'remove-tags')
      await of(denied, [VERIFIED], 'add-tags')
      await store.act('set-metafield', { customer: denied, key: 'verified', type: 'boolean', value: 'true' })
    })
    expect((await previewed(world, shop)).counts).toMatchObject({ 'tags:contradictory': 1 })
    await confirmed(world, shop)
    await takenOver(world, shop)
    expect(await caseOf(denied)).toMatchObject({ verified: false })
    expect(await store.look(denied)).toMatchObject({ tags: [OPENED, BEFORE], verified: 'false' })
    expect(await world.db.mail.count()).toBe(0)
  })

  test('X1 whom this installation manages already is neither counted nor asked about', async () => {
    await managed(2)
    const registered = (await store.act('register', { email: 'new@example.com', lastName: '関', firstName: '新' })).id
    await sync(registered)
    await comesBack()
    await store.lever('POST', 'clock', { advanceMs: 5000 })
    world.pass(5000)
    const young = (await store.act('register', { email: 'young@example.com', lastName: '関', firstName: '若' })).id
    await sync(young)
    expect(await tagsOf(young)).toEqual([OPENED, BEFORE])
    expect((await previewed(world, shop)).counts).toMatchObject({ read: 4, total: 3, 'tags:verified': 2, 'tags:new': 1 })
    await confirmed(world, shop)
    await takenOver(world, shop)
    expect(await takeOverGlance(world, shop)).toMatchObject({ stage: 'done' })
  })

  test('X1 two first visits at the same moment are one installation', async () => {
    await managed(1)
    await world.db.shop.update({ where: { shopId: shop }, data: { uninstalledAt: world.now() } })
    world.pass(1000)
    const [one, other] = await Promise.all([noteShop(world, shop), noteShop(world, shop)])
    expect(one.installedAt).toEqual(other.installedAt)
    expect((await waitingJobs(world)).filter(({ task }) => task === 'kyc.preview')).toHaveLength(1)
    expect((await takeOverGlance(world, shop)).stage).toBe('none')
  })
})
