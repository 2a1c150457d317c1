// The engine on a real database against the dev store: staff work by hand, in the app, or both. The manual's cases, by requirement id.
import { Session } from '@shopify/shopify-api'
import { beforeAll, describe, expect, test } from 'vitest'
import type { Case } from '../../app/kyc/case.ts'
import * as cases from '../../app/kyc/cases.server.ts'
import * as decisions from '../../app/kyc/decisions.server.ts'
import { sweep } from '../../app/kyc/sweeps.server.ts'
import { synchronise } from '../../app/kyc/sync.server.ts'
import { watch } from '../../app/kyc/watch.server.ts'
import { type TestWorld, testWorld, waitingJobs } from '../harness/database.ts'
import { justBefore } from '../harness/installed.ts'
import { startStore, type TestStore } from '../harness/store.ts'

const OPENED = '①アカウント開設済'
const BEFORE = '①本人確認前'
const IDENTITY = '②本人確認書類提出中'
const CORPORATE = '②法人確認書類提出中'
const PAYOUT = '②受取口座登録済'
const VERIFIED = '③本人確認済'
const CORPORATE_VERIFIED = '③法人確認済'

const MINUTES = 60_000

let store: TestStore
let world: TestWorld
let shop: string
let registered = 0

beforeAll(async () => {
  store = await startStore()
  shop = store.shop
  world = await testWorld({ now: new Date() })
  // Wide enough that the tests' own looks never wait; the throttle has tests of its own.
  await store.lever('POST', 'settings', { bucket: { maximum: 100_000, restorePerSecond: 50_000 } })
  const { accessToken, scope, expiresIn, refreshToken } = await store.install()
  await world.db.shop.create({
    data: { shopId: shop, installedAt: justBefore(world), settings: { notices: { to: ['staff@shop.example'] } } },
  })
  await world.sessions.storeSession(
    new Session({
      id: `offline_${shop}`,
      shop,
      state: '',
      isOnline: false,
      accessToken,
      scope,
      expires: new Date(Date.now() + expiresIn * 1000),
      refreshToken,
    }),
  )
})

/** A customer who has just registered, as the engine has seen him. */
async function register(): Promise<number> {
  registered += 1
  const { id } = await store.act('register', { email: `c${registered}@example.com`, lastName: '関', firstName: `${registered}` })
  await settle(id)
  return id
}

const settle = (id: number) => synchronise(world, shop, BigInt(id))
const customer = { kind: 'customer' } as const
const owner = { id: 9001n, name: '関 一郎', role: 'owner' } as const

async function move(id: number, ...events: Parameters<typeof cases.move>[4][]): Promise<void> {
  for (const event of events) {
    const moved = await world.db.$transaction((tx) => cases.move(world, tx, shop, BigInt(id), event, customer))
    if (!moved.ok) throw new Error(JSON.stringify(moved.refusal))
  }
  await settle(id)
}

async function decide(id: number, decision: Parameters<typeof decisions.decide>[1]['decision']) {
  const { version } = await caseOf(id)
  return decisions.decide(world, { shop, customer: BigInt(id), version, by: owner, decision })
}

const rowOf = (id: number) => world.db.kycCase.findUniqueOrThrow({ where: { shopId_customerId: { shopId: shop, customerId: BigInt(id) } } })
const caseOf = async (
  id: number,
): Promise<Pick<Case, 'version' | 'verified' | 'frozen' | 'identity' | 'corporate' | 'refused' | 'payout'>> => (await rowOf(id)) as never
const tasksOf = async (id: number) =>
  (await world.db.kycTask.findMany({ where: { shopId: shop, customerId: BigInt(id), closedAt: null }, orderBy: { id: 'asc' } })).map(
    ({ code }) => code,
  )
const mailsOf = async (id: number) =>
  (await world.db.mail.findMany({ where: { shopId: shop, customerId: BigInt(id) }, orderBy: { createdAt: 'asc' } })).map(
    ({ template, state }) => `${template} ${state}`,
  )
const setMetafield = (id: number, value: string) => store.act('set-metafield', { customer: id, key: 'verified', type: 'boolean', value })
const removeTags = (id: number, ...tags: string[]) => store.act('remove-tags', { customer: id, tags })
const addTags = (id: number, ...tags: string[]) => store.act('add-tags', { customer: id, tags })

const submitted = async () => {
  const id = await register()
  await move(id, { type: 'choose-party', party: 'individual' }, { type: 'submit', part: 'identity' })
  return id
}
const corporation = async () => {
  const id = await register()
  await move(
    id,
    { type: 'choose-party', party: 'corporation' },
    { type: 'submit', part: 'identity' },
    { type: 'submit', part: 'corporate' },
  )
  return id
}
const approved = async () => {
  const id = await submitted()
  await setMetafield(id, 'true')
  await settle(id)
  return id
}

describe('registration', () => {
  test('A02 a registration gets ①アカウント開設済 and ①本人確認前, and the metafield stays blank (D01)', async () => {
    const id = await register()
    expect(await store.look(id)).toEqual({ tags: [OPENED, BEFORE], verified: null, updatedAt: null })
  })

  test('A03 staff are told of a registration once, and not when it is switched off', async () => {
    const id = await register()
    await settle(id)
    expect(await mailsOf(id)).toEqual(['staff.registered waiting'])
    const where = { shopId: shop }
    await world.db.shop.update({ where, data: { settings: { notices: { to: ['staff@shop.example'], registered: false } } } })
    expect(await mailsOf(await register())).toEqual([])
    await world.db.shop.update({ where, data: { settings: { notices: { to: ['staff@shop.example'] } } } })
  })

  test.each([OPENED, BEFORE, IDENTITY, CORPORATE, PAYOUT, VERIFIED, CORPORATE_VERIFIED])(
    'C08 a visitor who posts %s through a storefront form verifies and locks nobody, new or known',
    async (label) => {
      const email = `visitor-${OPENED.length}-${[...label].map((c) => c.codePointAt(0)).join('')}@example.com`
      await store.act('newsletter', { email, tags: label })
      const { customers } = await found(email)
      const stranger = customers[0] ?? 0
      await settle(stranger)
      expect(await caseOf(stranger)).toMatchObject({ verified: false, frozen: false, refused: false })
      expect((await store.look(stranger))?.verified ?? 'false').toBe('false')

      const known = await approved()
      const before = await caseOf(known)
      await store.act('newsletter', { email: `c${registered}@example.com`, tags: label })
      await settle(known)
      expect(await caseOf(known)).toMatchObject({ verified: true, frozen: false, refused: before.refused })
      expect((await store.look(known))?.verified).toBe('true')
    },
  )
})

async function found(email: string): Promise<{ customers: number[] }> {
  const answer = await fetch(`${store.url}/admin/api/2026-07/graphql.json`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json', 'X-Shopify-Access-Token': 'shpat_recordings' },
    body: JSON.stringify({
      query: `{ customerByIdentifier(identifier: { emailAddress: ${JSON.stringify(email)} }) { legacyResourceId } }`,
    }),
  })
  const { data } = (await answer.json()) as { data: { customerByIdentifier: { legacyResourceId: string } | null } }
  return { customers: data.customerByIdentifier ? [Number(data.customerByIdentifier.legacyResourceId)] : [] }
}

describe('submission shows as labels', () => {
  test('B03 C02 identity documents: ②本人確認書類提出中', async () => {
    expect((await store.look(await submitted()))?.tags).toEqual([OPENED, BEFORE, IDENTITY])
  })
  test('B04 C03 corporate documents: ②法人確認書類提出中', async () => {
    expect((await store.look(await corporation()))?.tags).toEqual([OPENED, BEFORE, IDENTITY, CORPORATE])
  })
  test('C04 a payout account: ②受取口座登録済', async () => {
    const id = await register()
    await move(id, { type: 'note-payout' })
    expect((await store.look(id))?.tags).toEqual([OPENED, BEFORE, PAYOUT])
  })
})

describe('decisions in the app', () => {
  test('C14 C15 C05 C10 approving turns the metafield on and leaves ①アカウント開設済, ②受取口座登録済 and ③本人確認済', async () => {
    const id = await submitted()
    await move(id, { type: 'note-payout' })
    await decide(id, { type: 'accept', part: 'identity' })
    expect((await decide(id, { type: 'approve' })).ok).toBe(true)
    await settle(id)
    expect(await store.look(id)).toMatchObject({ tags: [OPENED, PAYOUT, VERIFIED], verified: 'true' })
  })

  test('C17 a corporation is approved only when every part is accepted, and then also has ③法人確認済 (C06)', async () => {
    const id = await corporation()
    await decide(id, { type: 'accept', part: 'identity' })
    expect(await decide(id, { type: 'approve' })).toMatchObject({ ok: false, refusal: { code: 'not-now' } })
    await decide(id, { type: 'accept', part: 'corporate' })
    expect((await decide(id, { type: 'approve' })).ok).toBe(true)
    await settle(id)
    expect(await store.look(id)).toMatchObject({ tags: [OPENED, VERIFIED, CORPORATE_VERIFIED], verified: 'true' })
  })

  test('C16 C22 the customer is told only after the store shows the metafield on', async () => {
    const id = await submitted()
    await decide(id, { type: 'accept', part: 'identity' })
    await decide(id, { type: 'approve' })
    expect(await mailsOf(id)).toContain('customer.verified held')
    const jobs = (await waitingJobs(world)).filter(({ task }) => task === 'mail.send').length
    expect((await store.look(id))?.verified).not.toBe('true')
    await settle(id)
    expect((await store.look(id))?.verified).toBe('true')
    expect(await mailsOf(id)).toContain('customer.verified waiting')
    expect((await waitingJobs(world)).filter(({ task }) => task === 'mail.send')).toHaveLength(jobs + 1)
  })

  test('C16 a metafield that was not written, or of which nobody knows, holds the mail; the reading that shows it on lets it go', async () => {
    const id = await submitted()
    await decide(id, { type: 'accept', part: 'identity' })
    await decide(id, { type: 'approve' })
    for (const fault of [{ kind: 'api-error', status: 503 }, { kind: 'api-lost' }]) {
      await store.lever('POST', 'faults', { ...fault, operation: 'WriteCustomer', count: 1 })
      await expect(settle(id)).rejects.toThrow()
      expect((await store.look(id))?.verified === 'true').toBe(fault.kind === 'api-lost')
      expect(await mailsOf(id)).toContain('customer.verified held')
    }
    await settle(id)
    expect(await mailsOf(id)).toContain('customer.verified waiting')
  })

  test('C16 an approval that was taken back before it reached the store is never told', async () => {
    const id = await submitted()
    await decide(id, { type: 'accept', part: 'identity' })
    await decide(id, { type: 'approve' })
    await decide(id, { type: 'revoke' })
    await settle(id)
    expect(await mailsOf(id)).toContain('customer.verified dropped')
    expect((await store.look(id))?.verified).not.toBe('true')
  })

  test('C18 a refusal leaves the metafield off, and nothing by hand opens it again', async () => {
    const id = await approved()
    await decide(id, { type: 'refuse', publicText: 'お取引できません' })
    await settle(id)
    expect(await store.look(id)).toMatchObject({ tags: [OPENED, BEFORE], verified: 'false' })
    await setMetafield(id, 'true')
    await settle(id)
    expect(await store.look(id)).toMatchObject({ verified: 'false' })
    expect(await tasksOf(id)).toContain('edit-during-denial')
  })

  test('two reviewers: the second one, who saw an older case, is told so', async () => {
    const id = await submitted()
    const { version } = await caseOf(id)
    const both = await Promise.all(
      [1, 2].map(() =>
        decisions.decide(world, { shop, customer: BigInt(id), version, by: owner, decision: { type: 'accept', part: 'identity' } }),
      ),
    )
    expect(both.map(({ ok }) => ok).sort()).toEqual([false, true])
    expect(both.find(({ ok }) => !ok)).toMatchObject({ refusal: { code: 'somebody-was-faster' } })
  })

  test('a viewer decides nothing', async () => {
    const id = await submitted()
    const { version } = await caseOf(id)
    const by = { ...owner, role: 'viewer' } as const
    expect(await decisions.decide(world, { shop, customer: BigInt(id), version, by, decision: { type: 'freeze' } })).toMatchObject({
      ok: false,
      refusal: { code: 'not-allowed' },
    })
  })
})

describe('where an approval by hand is a request', () => {
  const withSettings = async (change: object, work: () => Promise<void>) => {
    const where = { shopId: shop }
    const { settings } = await world.db.shop.findUniqueOrThrow({ where })
    await world.db.shop.update({ where, data: { settings: { ...(settings as object), ...change } } })
    try {
      await work()
    } finally {
      await world.db.shop.update({ where, data: { settings: settings as object } })
    }
  }

  test.each([
    ['the owner takes no approval by hand', { approvalByHand: 'request' }, submitted],
    ['everybody takes two members', { secondApproval: 'all' }, submitted],
    ['corporations take two members', { secondApproval: 'corporations' }, corporation],
    ['a leg of the legal method is open', { methods: { individual: ['kobutsu-copy-mail-account'] } }, submitted],
  ])('C09 %s: the switch and the labels are put back, with a task', async (_, change, make) => {
    await withSettings(change, async () => {
      const id = await make()
      await setMetafield(id, 'true')
      await settle(id)
      expect(await store.look(id)).toMatchObject({ verified: 'false' })
      await removeTags(id, BEFORE, IDENTITY, CORPORATE)
      await settle(id)
      expect((await store.look(id))?.tags).toContain(BEFORE)
      expect((await caseOf(id)).verified).toBe(false)
      expect(await tasksOf(id)).toEqual(['approval-requested'])
    })
  })

  test('D04 a denial by hand counts all the same', async () => {
    const id = await approved()
    await withSettings({ secondApproval: 'all', approvalByHand: 'request' }, async () => {
      await setMetafield(id, 'false')
      await settle(id)
      expect((await caseOf(id)).frozen).toBe(true)
    })
  })

  test('C09 corporations take two members, an individual’s approval by hand counts', async () => {
    await withSettings({ secondApproval: 'corporations' }, async () => {
      const id = await approved()
      expect((await caseOf(id)).verified).toBe(true)
    })
  })
})

describe('staff use only Shopify’s own page', () => {
  test('C09 removing ①本人確認前 and ②… approves what was submitted', async () => {
    const id = await submitted()
    await removeTags(id, BEFORE, IDENTITY)
    await settle(id)
    expect(await store.look(id)).toMatchObject({ tags: [OPENED, VERIFIED], verified: 'true' })
    expect(await mailsOf(id)).toContain('customer.verified waiting')
  })

  test('C09 removed one after the other, in either order, it comes to the same', async () => {
    for (const order of [
      [BEFORE, IDENTITY],
      [IDENTITY, BEFORE],
    ]) {
      const id = await submitted()
      for (const tag of order) {
        await removeTags(id, tag)
        await settle(id)
      }
      expect(await store.look(id)).toMatchObject({ tags: [OPENED, VERIFIED], verified: 'true' })
    }
  })

  test('C09 X1 where nothing was submitted the label is put back and a task explains it', async () => {
    const id = await register()
    await removeTags(id, BEFORE)
    await settle(id)
    expect((await store.look(id))?.tags).toEqual([OPENED, BEFORE])
    expect(await tasksOf(id)).toEqual(['papers-missing'])
    expect(await caseOf(id)).toMatchObject({ verified: false })
  })

  test('C09 half removed and left so, the labels come back after ten minutes', async () => {
    const id = await submitted()
    await removeTags(id, IDENTITY)
    await settle(id)
    expect((await store.look(id))?.tags).toEqual([OPENED, BEFORE])
    world.pass(11 * MINUTES)
    await settle(id)
    expect((await store.look(id))?.tags).toEqual([OPENED, BEFORE, IDENTITY])
    expect(await tasksOf(id)).toEqual(['removal-unfinished'])
  })

  test('C08 replacing ①本人確認前 by ③本人確認済 approves', async () => {
    const id = await submitted()
    await removeTags(id, BEFORE)
    await addTags(id, VERIFIED)
    await settle(id)
    expect(await store.look(id)).toMatchObject({ tags: [OPENED, VERIFIED], verified: 'true' })
  })

  test('C08 what was done by hand stands in the history as the Shopify admin’s, what was done in the app under the member’s name', async () => {
    const id = await submitted()
    await removeTags(id, BEFORE)
    await addTags(id, VERIFIED)
    await settle(id)
    await setMetafield(id, 'false')
    await settle(id)
    expect((await decide(id, { type: 'thaw' })).ok).toBe(true)
    await settle(id)
    expect((await cases.history(world, shop, BigInt(id))).map(({ type, actor, actorId }) => [type, actor, actorId])).toEqual([
      ['thaw', 'staff', '9001'],
      ['freeze', 'shopify-admin', null],
      ['approve', 'shopify-admin', null],
      ['submit', 'customer', null],
      ['choose-party', 'customer', null],
      ['registered', 'system', null],
    ])
  })

  test('C08 ③本人確認済 added alone is put back, with a task', async () => {
    const id = await submitted()
    await addTags(id, VERIFIED)
    await settle(id)
    expect(await store.look(id)).toMatchObject({ tags: [OPENED, BEFORE, IDENTITY] })
    expect(await tasksOf(id)).toEqual(['added-without-removal'])
  })

  test('C14 switching the metafield on approves, found by the watch though no webhook was sent', async () => {
    const id = await submitted()
    const nominated = async () =>
      (await waitingJobs(world)).some(({ task, payload }) => task === 'kyc.reconcile' && payload.customer === String(id))
    // What the submission left must not be taken for the watch's own find.
    await world.db.$executeRaw`delete from graphile_worker._private_jobs`
    await watch(world, shop)
    expect(await nominated()).toBe(false)
    await setMetafield(id, 'true')
    await watch(world, shop)
    expect(await nominated()).toBe(true)
    await settle(id)
    expect(await store.look(id)).toMatchObject({ tags: [OPENED, VERIFIED], verified: 'true' })
    expect(await mailsOf(id)).toContain('customer.verified waiting')
  })

  test('D04 switching the metafield off freezes; switching it on again thaws', async () => {
    const id = await approved()
    await setMetafield(id, 'false')
    await settle(id)
    expect(await caseOf(id)).toMatchObject({ verified: true, frozen: true })
    expect((await store.look(id))?.tags).toEqual([OPENED, VERIFIED])
    await setMetafield(id, 'true')
    await settle(id)
    expect(await caseOf(id)).toMatchObject({ verified: true, frozen: false })
  })

  test('D04 blanking the metafield freezes too: missing means locked', async () => {
    const id = await approved()
    await store.act('delete-metafield', { customer: id, key: 'verified' })
    await settle(id)
    expect(await caseOf(id)).toMatchObject({ verified: true, frozen: true })
    expect((await store.look(id))?.verified).not.toBe('true')
  })

  test('C08 removing ③本人確認済 revokes', async () => {
    const id = await approved()
    await removeTags(id, VERIFIED)
    await settle(id)
    expect(await caseOf(id)).toMatchObject({ verified: false, identity: 'returned' })
    expect(await store.look(id)).toMatchObject({ tags: [OPENED, BEFORE], verified: 'false' })
  })

  test('C07 tags that are not ours are never touched', async () => {
    const id = await submitted()
    await addTags(id, '要注意', 'VIP')
    await removeTags(id, BEFORE, IDENTITY)
    await settle(id)
    expect((await store.look(id))?.tags).toEqual(
      ['VIP', OPENED, VERIFIED, '要注意'].sort((a, b) => (a.toLowerCase() < b.toLowerCase() ? -1 : 1)),
    )
  })

  test('X2 where two edits disagree, the denial wins', async () => {
    const id = await approved()
    await setMetafield(id, 'false')
    await removeTags(id, VERIFIED)
    await addTags(id, BEFORE)
    await settle(id)
    expect((await store.look(id))?.verified).not.toBe('true')
  })
})

describe('the engine', () => {
  test('own echo is silence: after it settled, further readings write nothing', async () => {
    const id = await approved()
    const before = await store.lever<{ events: unknown[] }>('GET', 'events')
    for (let i = 0; i < 3; i++) await settle(id)
    expect((await store.lever<{ events: unknown[] }>('GET', 'events')).events).toHaveLength(before.events.length)
  })

  test('a customer who is gone ends with a record and is not tried again', async () => {
    const id = await register()
    await store.act('delete-customer', { customer: id })
    expect(await settle(id)).toBe('gone')
    expect(await settle(id)).toBe('gone')
    expect(await rowOf(id)).toMatchObject({ gone: true })
  })

  test('many at once for one customer still settle, and only one history line is written for one edit', async () => {
    const id = await submitted()
    await removeTags(id, BEFORE, IDENTITY)
    await Promise.all([settle(id), settle(id), settle(id), settle(id)])
    await settle(id)
    const approvals = await world.db.kycEvent.count({ where: { shopId: shop, customerId: BigInt(id), type: 'approve' } })
    expect(approvals).toBe(1)
    expect(await store.look(id)).toMatchObject({ tags: [OPENED, VERIFIED], verified: 'true' })
  })

  test('customers from before the app are left alone until the owner agrees (decision 5)', async () => {
    await world.db.shop.update({ where: { shopId: shop }, data: { installedAt: new Date(Date.now() + 60_000) } })
    const { id } = await store.act('register', { email: 'old@example.com', lastName: '古', firstName: '参' })
    expect(await settle(id)).toBe('left-alone')
    expect((await store.look(id))?.tags).toEqual([])
    await world.db.shop.update({ where: { shopId: shop }, data: { installedAt: new Date(Date.now() - 3_600_000) } })
  })

  test('a customer who registers in the second of the installation is a new one', async () => {
    const second = Math.floor(Date.now() / 1000) * 1000
    await world.db.shop.update({ where: { shopId: shop }, data: { installedAt: new Date(second + 999) } })
    expect((await store.look(await register()))?.tags).toEqual([OPENED, BEFORE])
    await world.db.shop.update({ where: { shopId: shop }, data: { installedAt: new Date(Date.now() - 3_600_000) } })
  })

  test('the sweep nominates a customer whose webhook never came', async () => {
    const { id } = await store.act('register', { email: 'lost@example.com', lastName: '迷', firstName: '子' })
    await sweep(world, shop)
    expect((await waitingJobs(world)).some(({ task, payload }) => task === 'kyc.reconcile' && payload.customer === String(id))).toBe(true)
  })
})
