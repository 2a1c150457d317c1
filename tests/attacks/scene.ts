import { randomUUID } from 'node:crypto'
import { aboutHeld } from '../../app/accounts/sealed.ts'
import { caseTag, issueTicket, redeemTicket } from '../../app/doors/tickets.server.ts'
import { readCase } from '../../app/kyc/cases.server.ts'
import { decide } from '../../app/kyc/decisions.server.ts'
import { synchronise } from '../../app/kyc/sync.server.ts'
import { sealJson } from '../../app/platform/crypto.server.ts'
import type { World } from '../../app/platform/world.server.ts'
import { jpeg } from '../harness/files.ts'
import type { TestStore } from '../harness/store.ts'
import type { Credentials } from './attackers.ts'
import type { Victim } from './table.ts'

export const OWNER = { id: 9001n, name: '関 一郎', role: 'owner' } as const

const SECRETS = {
  name: '被害山',
  occupation: 'ひみつの職',
  note: 'ないしょの控え',
  reason: 'ないしょの理由',
  holder: 'ﾋｶﾞｲﾔﾏ',
  number: '4821907',
} as const

/** A customer of a shop, as the store and we know him after a first look. */
export async function register(world: World, store: TestStore, shop: string, lastName: string): Promise<bigint> {
  const { id } = await store.act('register', { shop, email: `${randomUUID()}@example.com`, lastName, firstName: '花子' })
  await synchronise(world, shop, BigInt(id))
  return BigInt(id)
}

/** What a customer's browser holds after entering the upload page. */
export async function enter(world: World, shop: string, customer: bigint): Promise<Required<Omit<Credentials, 'bearer'>>> {
  const { text } = await issueTicket(world, shop, customer, 'ja')
  const entered = await redeemTicket(world, text)
  return { cookie: `sekisho_customer=${entered?.cookie}`, tag: caseTag(world, shop, customer) }
}

/** A customer with papers, a profile, an account to be paid on, notes, a task, a mail that was not sent and a sealed record: walked over HTTP where it matters. */
export async function makeVictim(world: World, store: TestStore, url: string): Promise<Victim> {
  const { shop } = store
  const customer = await register(world, store, shop, SECRETS.name)
  const { cookie, tag } = await enter(world, shop, customer)
  const headers = { Origin: url, Cookie: cookie, 'X-Sekisho-Case': tag }
  const act = async (body: object) => {
    const done = await fetch(`${url}/customer/do`, { method: 'POST', body: JSON.stringify(body), headers })
    if (done.status !== 200) throw new Error(`${JSON.stringify(body)}: ${done.status} ${await done.text()}`)
  }
  await act({ act: 'accept', version: 0, noticeLanguage: 'ja' })
  await act({ act: 'party', party: 'individual' })
  const address = { country: 'JP', zip: '100-0001', province: 'JP-13', city: '千代田区', address1: '架空町9番地の8' }
  await act({ act: 'profile', ...address, phone: '090-5555-0147', occupation: SECRETS.occupation, birthDate: '1980-03-14' })
  const { number } = SECRETS
  const account = {
    country: 'JP',
    bank: '0001',
    branch: '240',
    deposit: 'ordinary',
    number,
    numberAgain: number,
    holder: 'ヒガイヤマ ハナコ',
  }
  const body = JSON.stringify({ act: 'register', ...account })
  const registered = await fetch(`${url}/customer/payout`, { method: 'POST', body, headers })
  if (registered.status !== 200) throw new Error(`payout: ${registered.status} ${await registered.text()}`)
  const query = new URLSearchParams({ part: 'identity', kind: 'passport', upload: randomUUID() })
  const sent = await fetch(`${url}/customer/documents?${query}`, { method: 'POST', body: new Uint8Array(await jpeg()), headers })
  const { file } = (await sent.json()) as { file: { id: string } }
  await act({ act: 'send' })
  const version = async () => (await readCase(world, shop, customer))?.case.version ?? 0
  const told = { reason: 'blurred', publicText: SECRETS.reason, privateNote: SECRETS.note }
  const returned = { type: 'return', part: 'identity', ...told } as const
  const decided = await decide(world, { shop, customer, version: await version(), by: OWNER, decision: returned })
  if (!decided.ok) throw new Error(JSON.stringify(decided.refusal))
  await world.db.kycClaim.deleteMany({ where: { shopId: shop } })
  return { customer, version: await version(), document: file.id, secrets: SECRETS, ...(await leftovers(world, shop, customer)) }
}

async function leftovers(
  world: World,
  shop: string,
  customer: bigint,
): Promise<Pick<Victim, 'task' | 'mail' | 'held' | 'account' | 'order'>> {
  const who = { shopId: shop, customerId: customer }
  const { id: account } = await world.db.payoutAccount.findFirstOrThrow({ where: who, select: { id: true } })
  const task = await world.db.kycTask.create({ data: { ...who, code: 'unverified-added' } })
  const caught = { orderId: 4711n, name: '#1001', reason: 'not-verified', caughtAt: world.now() }
  await world.db.caughtOrder.create({ data: { ...who, ...caught } })
  const mail = { ...who, id: randomUUID(), template: 'customer.returned', audience: 'customer', state: 'uncertain' }
  await world.db.mail.create({ data: mail })
  const held = randomUUID()
  const sealed = sealJson(await world.keyring.of(shop), aboutHeld(shop, held), { lines: [] })
  const clock = { heldSince: world.now(), heldUntil: new Date(world.now().getTime() + 1e9), law: 'kobutsu', years: 3, byDefault: true }
  await world.db.heldRecord.create({ data: { ...who, id: held, kind: 'decisions', ...clock, sealed } })
  return { task: String(task.id), mail: mail.id, held, account, order: String(caught.orderId) }
}

/** Tables of the visits themselves: that somebody came and was turned away may be noted. */
const OF_VISITS = ['sessions', 'staff_members', 'shop_budgets']

/**
 * A question that answers with a digest of everything a shop has in our tables, but for what is another customer's own: asked before and after
 * an attack, it must be the same.
 */
export async function standOf(world: World, shop: string, but: bigint): Promise<() => Promise<string>> {
  const tables = await world.db.$queryRaw<{ name: string; customers: boolean }[]>`
    select table_name as name, bool_or(column_name = 'customer_id') as customers from information_schema.columns
    where table_schema = 'public' group by table_name having bool_or(column_name = 'shop_id') order by 1`
  const digests = tables
    .filter(({ name }) => !OF_VISITS.includes(name))
    .map(({ name, customers }) => {
      const others = customers ? `and (customer_id is null or customer_id <> ${but})` : ''
      return `select '${name} ' || coalesce(md5(string_agg(t::text, '|' order by t::text)), 'empty') as line from "${name}" t where shop_id = '${shop}' ${others}`
    })
  const sql = `select string_agg(line, E'\\n' order by line) as stand from (${digests.join(' union all ')}) lines`
  return async () => (await world.db.$queryRawUnsafe<{ stand: string }[]>(sql))[0]?.stand ?? ''
}
