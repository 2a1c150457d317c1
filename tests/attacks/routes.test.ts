// A4: every method of every route of a real process × another shop, another customer, each lower role, nobody. Made from the app's own list of
// routes: one that has no row in table.ts fails.
import { fileURLToPath } from 'node:url'
import type { ServerBuild } from '@remix-run/node'
import { beforeAll, describe, expect, test } from 'vitest'
import { may, ROLES, type Role } from '../../app/staff/roles.ts'
import { buildApp } from '../../scripts/build.ts'
import { freePort } from '../../scripts/ports.ts'
import { type TestWorld, testWorld } from '../harness/database.ts'
import { install } from '../harness/installed.ts'
import { startStore, type TestStore } from '../harness/store.ts'
import { startProcess, until } from '../processes/child.ts'
import { type Answered, type Credentials, send, waysOf } from './attackers.ts'
import { enter, makeVictim, register, standOf } from './scene.ts'
import { type Row, TABLE, type Victim } from './table.ts'

const ROOT = fileURLToPath(new URL('../..', import.meta.url))
const OTHER_SHOP = 'attacker.myshopify.com'
/** A member of the attacked shop who is given one role after the other. */
const MEMBER = 9002

let world: TestWorld
let store: TestStore
let url: string
let build: ServerBuild
let victim: Victim
let neighbour: bigint
let stand: () => Promise<string>
const who: Record<string, Credentials> = {}

beforeAll(async () => {
  await buildApp(ROOT)
  const port = await freePort()
  url = `http://localhost:${port}`
  world = await testWorld({ now: new Date() })
  store = await startStore({ appUrl: url })
  await store.lever('POST', 'settings', { bucket: { maximum: 100_000, restorePerSecond: 50_000 } })
  await install(world, store)
  build = (await import(/* @vite-ignore */ new URL('build/server/index.js', `file://${ROOT}`).href)) as ServerBuild
  startProcess('app/server.ts', { SHOPIFY_APP_URL: url, PORT: String(port) })
  await until('the app is ready', async () => (await fetch(`${url}/readyz`)).status === 200, 90_000)
  victim = await makeVictim(world, store, url)
  neighbour = await register(world, store, store.shop, '隣人')
  await store.lever('POST', 'shops', { domain: OTHER_SHOP, installed: true })
  const token = async (query: string) => (await store.lever<{ token: string }>('GET', query)).token
  who.owner = { bearer: await token('session-token?staff=9001') }
  who.member = { bearer: await token(`session-token?staff=${MEMBER}`) }
  who.otherShop = { bearer: await token(`session-token?staff=9001&shop=${OTHER_SHOP}`) }
  stand = await standOf(world, store.shop, neighbour)
  who.customer = await enter(world, store.shop, victim.customer)
  who.neighbour = await enter(world, store.shop, neighbour)
  who.extension = { bearer: await token(`customer-token?customer=${victim.customer}`) }
  who.extensionNeighbour = { bearer: await token(`customer-token?customer=${neighbour}`) }
}, 300_000)

const nameOf = ({ route, method }: Row): string => `${method} ${route}`

test('A4 every method of every route has a row', () => {
  const served = Object.entries(build.routes).flatMap(([id, route]) => {
    const { loader, action } = route?.module ?? {}
    if (id === 'root') return []
    return [...(loader ? [`GET ${id}`] : []), ...(action ? [`an action ${id}`] : [])]
  })
  const rows = new Set(TABLE.flatMap((row) => [nameOf(row), ...(row.method === 'GET' ? [] : [`an action ${row.route}`])]))
  const without = served.filter((each) => !rows.has(each))
  expect(
    without,
    `${without.join(', ')}: no row in tests/attacks/table.ts. Add one: whose door it is (staff, customer, extension, public), which right a member
    of staff needs there, how to ask it for what is the victim's, and which statuses the right one may get.`,
  ).toEqual([])
  const known = new Set(Object.keys(build.routes))
  expect(TABLE.map(({ route }) => route).filter((route) => !known.has(route))).toEqual([])
})

type Secret = keyof Victim['secrets']
const SECRETS: readonly Secret[] = ['name', 'occupation', 'note', 'reason', 'holder', 'number']
/** What a role reads of every customer on the pages that are its own. */
const hiddenFrom = (role: Role): readonly Secret[] =>
  may(role, 'see-documents') ? [] : may(role, 'see-cases') ? ['occupation', 'note', 'holder', 'number'] : SECRETS

/** Nothing of the victim in the answer, and nothing changed. */
async function attack(row: Row, attacker: Credentials, hidden = SECRETS): Promise<readonly Answered[]> {
  const before = await stand()
  const answers: Answered[] = []
  for (const way of waysOf(row)) answers.push(await send(url, row, row.ask(victim), attacker, way, store.shop))
  for (const { body, type } of answers) {
    for (const secret of hidden) expect(body.includes(victim.secrets[secret]), `${nameOf(row)} tells the ${secret}`).toBe(false)
    expect(type, `${nameOf(row)} gives a picture away`).not.toMatch(/^(image|application\/pdf)/)
  }
  expect(await stand(), `${nameOf(row)} changed something`).toBe(before)
  return answers
}

const CLOSED = TABLE.filter(({ door }) => door !== 'public')
const STAFF = TABLE.filter(({ door }) => door === 'staff')
const setRole = (role: Role) =>
  world.db.staffMember.upsert({
    where: { shopId_staffId: { shopId: store.shop, staffId: BigInt(MEMBER) } },
    create: { shopId: store.shop, staffId: BigInt(MEMBER), role },
    update: { role },
  })

describe('A4 nobody', () => {
  test.each(CLOSED.map((row) => [nameOf(row), row] as const))('%s', async (_, row) => {
    for (const attacker of [{}, { bearer: 'x' }, { cookie: 'sekisho_customer=sekisho-demo.x' }]) {
      for (const { status } of await attack(row, attacker)) expect([200, 204]).not.toContain(status)
    }
  })
})

describe('A4 another shop', () => {
  test.each(CLOSED.map((row) => [nameOf(row), row] as const))('%s', async (_, row) => {
    await attack(row, who.otherShop ?? {})
  })
})

describe('A4 another customer, and staff at a customer’s door', () => {
  test.each(CLOSED.map((row) => [nameOf(row), row] as const))('%s', async (_, row) => {
    const victimsTag = who.customer?.tag ?? ''
    for (const attacker of [who.neighbour, who.extensionNeighbour, { ...who.neighbour, tag: victimsTag }]) await attack(row, attacker ?? {})
    if (row.door !== 'staff') await attack(row, who.owner ?? {})
  })
})

describe('A4 a lower role', () => {
  test.each(STAFF.filter(({ needs }) => needs).map((row) => [nameOf(row), row] as const))('%s', async (_, row) => {
    const { needs } = row
    if (!needs) return
    for (const role of ROLES.filter((each) => !may(each, needs))) {
      await setRole(role)
      for (const { status } of await attack(row, who.member ?? {}, hiddenFrom(role))) expect(status, role).toBe(403)
    }
  })
})

describe('A4 whoever is right', () => {
  const RIGHT = { staff: 'owner', customer: 'customer', extension: 'extension', public: 'nobody' } as const
  // First what only looks: who was refused in the end is answered otherwise.
  const looks = ({ method, looks: only }: Row) => method === 'GET' || only === true
  const inOrder = [...TABLE.filter(looks), ...TABLE.filter((row) => !looks(row))]
  test.each(inOrder.map((row) => [nameOf(row), row] as const))('%s', async (_, row) => {
    for (const way of waysOf(row)) {
      const answered = await send(url, row, row.ask(victim), who[RIGHT[row.door]] ?? {}, way, store.shop)
      // A redirect in data is said in the body.
      expect([...row.answers, ...(row.answers.includes(303) ? [202] : [])], answered.body.slice(0, 300)).toContain(answered.status)
      if (!row.shows?.includes('number')) expect(answered.body.includes(victim.secrets.number), `${way} shows the whole number`).toBe(false)
      for (const secret of row.shows ?? []) expect(answered.body.includes(victim.secrets[secret]), `${way} shows ${secret}`).toBe(true)
      // What changes something is done once.
      if (row.method !== 'GET') break
    }
  })
})
