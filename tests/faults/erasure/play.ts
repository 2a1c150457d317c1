import { basename, dirname } from 'node:path'
import { unsealRecord } from '../../../app/accounts/holds.server.ts'
import { endHolds } from '../../../app/accounts/shop-erasure.server.ts'
import { documentsOf } from '../../../app/documents/vault.server.ts'
import { keepAll } from '../../../app/inbox/inbox.server.ts'
import { profileOf } from '../../../app/kyc/submission.server.ts'
import { filesIn } from '../../harness/files.ts'
import { Chance } from '../random.ts'
import { actsFor, OWNER } from './acts.ts'
import { Broken } from './broken.ts'
import type { Desk } from './desk.ts'
import { type Person, personOf } from './person.ts'
import { searchEverywhere } from './search.ts'

const HOUR_MS = 60 * 60_000
const YEAR_MS = 365.25 * 24 * HOUR_MS

const BEFORE = [
  'enter',
  'consent',
  'party',
  'profile',
  'upload',
  'upload',
  'send',
  'accept',
  'return',
  'approve',
  'freeze',
  'thaw',
  'revoke',
]
const DURING = [
  'upload',
  'send',
  'profile',
  'consent',
  'enter',
  'freeze',
  'approve',
  'return',
  'request',
  'redact',
  'holds',
  'updated',
  'work',
]
const AFTER = [...DURING, 'party', 'merged', 'refuse', 'reopen', 'thaw', 'updated']
/** A submission as most of them go, so that most customers have something to erase. */
const USUAL = ['enter', 'consent', 'individual', 'profile', 'upload', 'upload', 'send', 'accept', 'approve']

/** Plays one seeded sequence; throws a Broken when anything is left that no law holds, or gone that one does. */
export async function playErasure(desk: Desk, seed: number, log: string[]): Promise<void> {
  await desk.clear()
  const chance = new Chance(seed)
  const shop = `erasure-${seed}.myshopify.com`
  const holds = chance.of([null, null, [], ['kobutsu'], ['hanshu'], ['kobutsu', 'hanshu']])
  await desk.world.db.shop.create({ data: { shopId: shop, settings: { holds }, installedAt: new Date(desk.now - HOUR_MS) } })
  log.push(`seed ${seed}: holds ${JSON.stringify(holds)}`)
  const [erased, kept] = [personOf(seed * 2 + 1, 101n), personOf(seed * 2 + 2, 900n)]
  const step = async (of: Person, names: readonly string[]): Promise<void> => {
    const acts = actsFor(desk, shop, of, chance)
    const doing = names.flatMap((name) => acts[name]?.() ?? [])
    log.push(doing.map(({ name }) => name).join(' | '))
    // What is refused, or loses a race, is no fault; what is left behind is looked for below.
    const ends = doing.map((act) => act.do().then(refusalOf, (error: Error) => error.name))
    for (const [index, refusal] of (await Promise.all(ends)).entries()) if (refusal) log.push(`  ${doing[index]?.name}: ${refusal}`)
    desk.now += chance.of([0, 1, 24, 24 * 30, 24 * 400]) * HOUR_MS
  }
  for (const name of USUAL) await step(kept, [name])
  const usual = !chance.once(4)
  if (usual) for (const name of USUAL) if (!chance.once(12)) await step(erased, [name])
  for (let more = chance.under(6); more > 0; more--) await step(erased, [chance.of(BEFORE)])
  await spoil(desk, shop, erased)
  // The request, in the middle of whatever else happens.
  await step(erased, ['redact', 'work', ...Array.from({ length: 1 + chance.under(4) }, () => chance.of(DURING))])
  for (let more = chance.under(4); more > 0; more--) await step(erased, [chance.of(AFTER), chance.of(AFTER)])
  desk.now += 2 * 60_000
  await desk.work()
  await desk.work()
  await judge(desk, shop, erased)
  await untouched(desk, shop, kept)
  if (chance.once(3)) await eraseTheShop(desk, shop, [erased, kept], log)
  await runOut(desk, shop, erased)
}

const refusalOf = (result: unknown): string | null =>
  result instanceof Object && 'refusal' in result ? JSON.stringify(result.refusal) : null

/** What a failing delivery and a mail leave behind. */
async function spoil(desk: Desk, shop: string, { customer, email, name }: Person): Promise<void> {
  const who = { shopId: shop, customerId: customer }
  await desk.world.db.inboxRow.create({
    data: { ...who, webhookId: `spoilt-${customer}`, topic: 'orders/create', state: 'failed', payload: { email, name } },
  })
  await desk.world.db.mail.create({ data: { ...who, id: `mail-${customer}`, template: 'customer.verified', audience: 'customer' } })
}

const must = (holds: boolean, property: string, detail: string): void => {
  if (!holds) throw new Broken(property, detail)
}

const ALLOWED = ['audit_log', 'compliance_records', 'held_records', 'inbox', 'kyc_tasks']
const PRIVACY = ['data-requested', 'held-by-default']

/** After the erasure: nothing of the person anywhere, and of the customer's number only what tells of the erasure, and what a law holds. */
async function judge(desk: Desk, shop: string, person: Person): Promise<void> {
  const { world } = desk
  const found = await searchEverywhere(world, person.strings)
  must(found.length === 0, 'nothing of the person is left', found.map(({ where, what }) => `${what} in ${where}`).join(', '))
  const rows = await rowsNaming(desk, shop, person.customer)
  const others = Object.keys(rows).filter((table) => !ALLOWED.includes(table))
  must(others.length === 0, 'no row is left', JSON.stringify(rows))
  const where = { shopId: shop, customerId: person.customer }
  const tasks = await world.db.kycTask.findMany({ where })
  must(
    tasks.every(({ code }) => PRIVACY.includes(code)),
    'no task is left',
    JSON.stringify(tasks.map(({ code }) => code)),
  )
  const inbox = await world.db.inboxRow.findMany({ where })
  must(
    inbox.every(({ payload }) => JSON.stringify(payload) === '{}'),
    'no payload is left',
    JSON.stringify(inbox.map(({ topic, state }) => [topic, state])),
  )
  await judgeHeld(desk, shop, person)
}

/** What is held has a law of the owner's choice, its years, a record that names it, and opens; its papers' bytes and no others are there. */
async function judgeHeld(desk: Desk, shop: string, person: Person): Promise<void> {
  const { world } = desk
  const where = { shopId: shop, customerId: person.customer }
  const held = await world.db.heldRecord.findMany({ where })
  const records = await world.db.complianceRecord.findMany({ where: { ...where, topic: 'customers/redact' } })
  must(records.length > 0, 'the erasure is on record', 'no record')
  const named = records.flatMap(({ outcome }) => ((outcome as { held?: { count: number }[] }).held ?? []).map(({ count }) => count))
  const sum = named.reduce((total, count) => total + count, 0)
  must(held.length <= sum, 'the record names what is held', `${held.length} held, ${sum} named`)
  const papers = new Set<string>()
  for (const row of held) {
    const years = row.law === 'kobutsu' ? 3 : row.law === 'hanshu' ? 7 : 0
    const lasts = row.heldUntil.getTime() - row.heldSince.getTime()
    must(
      years > 0 && lasts >= years * YEAR_MS - 48 * HOUR_MS && lasts <= years * YEAR_MS + 48 * HOUR_MS,
      'a hold lasts its years',
      `${row.law} ${lasts}`,
    )
    must(row.heldUntil > world.now(), 'no hold outlives its clock', row.heldUntil.toISOString())
    const opened = await unsealRecord(world, shop, OWNER, { id: row.id, reason: 'police' })
    must(opened.ok, 'what is held can be opened', `${row.kind} ${opened.ok ? '' : opened.refusal.code}`)
    if (!opened.ok) continue
    const { value } = opened
    if (value.kind === 'profile') must(value.birthDate === person.profile.birthDate, 'what is held is whole', 'profile')
    if (value.kind === 'papers') {
      must(value.content.includes(person.email), 'what is held is whole', 'papers')
      papers.add(row.id)
    }
  }
  const theirs = await world.db.document.findMany({ where: { shopId: shop, erasedAt: null }, select: { id: true } })
  const lying = documentsLying(desk).filter((id) => !theirs.some((row) => row.id === id))
  must(lying.length === papers.size, 'no bytes are left but those that are held', `${lying.length} documents, ${papers.size} held`)
}

/** The documents of which any object lies in storage. */
const documentsLying = (desk: Desk): string[] => [
  ...new Set(
    filesIn(desk.world.config.dataDir)
      .filter((path) => /[/\\]documents[/\\]/.test(path))
      .map((path) => basename(dirname(path))),
  ),
]

async function rowsNaming(desk: Desk, shop: string, customer: bigint): Promise<Record<string, number>> {
  const tables = await desk.world.db.$queryRaw<{ name: string }[]>`
    select table_name as name from information_schema.columns where table_schema = 'public' and column_name = 'customer_id'`
  const counts: Record<string, number> = {}
  for (const { name } of tables) {
    const sql = `select count(*)::int as n from "${name}" where shop_id = $1 and customer_id = $2`
    const [row] = await desk.world.db.$queryRawUnsafe<{ n: number }[]>(sql, shop, customer)
    if (row && row.n > 0) counts[name] = row.n
  }
  return counts
}

/** Somebody else of the same shop has lost nothing. */
async function untouched(desk: Desk, shop: string, { customer, profile }: Person): Promise<void> {
  const found = await profileOf(desk.world, { shop, customer })
  must(found?.birthDate === profile.birthDate, 'nobody else is touched', 'profile')
  must((await documentsOf(desk.world, shop, customer)).length === 2, 'nobody else is touched', 'papers')
}

/** The app is uninstalled, and Shopify asks that the whole shop be forgotten. */
async function eraseTheShop(desk: Desk, shop: string, people: readonly Person[], log: string[]): Promise<void> {
  log.push('the shop')
  for (const topic of ['app/uninstalled', 'shop/redact']) {
    await keepAll(desk.world, [{ shop, topic, webhookId: topic, payload: {} }])
    await desk.work()
    desk.now += 48 * HOUR_MS
  }
  const found = await searchEverywhere(
    desk.world,
    people.flatMap(({ strings }) => strings),
  )
  must(found.length === 0, 'nothing of the shop’s people is left', found.map(({ where, what }) => `${what} in ${where}`).join(', '))
  for (const { customer } of people) {
    const rows = Object.keys(await rowsNaming(desk, shop, customer)).filter(
      (table) => !['compliance_records', 'held_records'].includes(table),
    )
    must(rows.length === 0, 'no row of the shop is left', rows.join())
  }
}

/** When the last clock has run out nothing of the erased is left, and nothing at all of a shop that was. */
async function runOut(desk: Desk, shop: string, { customer }: Person): Promise<void> {
  desk.now += 8 * YEAR_MS
  await endHolds(desk.world)
  await desk.work()
  const row = await desk.world.db.shop.findUnique({ where: { shopId: shop } })
  const held = await desk.world.db.heldRecord.count({
    where: row?.uninstalledAt ? { shopId: shop } : { shopId: shop, customerId: customer },
  })
  must(held === 0, 'holds end with their clock', `${held} left`)
  must(!row?.uninstalledAt, 'with the last hold the shop goes', 'its key is left')
  const known = await desk.world.db.document.findMany({ where: { shopId: shop }, select: { id: true } })
  const lying = documentsLying(desk).filter((id) => !known.some((each) => each.id === id))
  must(lying.length === 0, 'no bytes outlive their hold', `${lying.length} documents`)
}
