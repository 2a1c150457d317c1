import { randomUUID } from 'node:crypto'
import { compliance } from '../../app/accounts/compliance.server.ts'
import { keepDocument, markSent } from '../../app/documents/vault.server.ts'
import { drain, keepAll } from '../../app/inbox/inbox.server.ts'
import { lifecycle } from '../../app/inbox/lifecycle.server.ts'
import { sealJson } from '../../app/platform/crypto.server.ts'
import type { World } from '../../app/platform/world.server.ts'
import { jpeg } from './files.ts'

export const EMAIL = 'hanako@example.com'
export const PROFILE = { birthDate: '1990-01-02', occupation: '会社員' }

let sent = 0
/** One delivery of a topic about the installation or by privacy law, kept and drained as by the worker. */
export async function told(world: World, shop: string, topic: string, payload: object = {}): Promise<void> {
  sent += 1
  await keepAll(world, [{ shop, topic, webhookId: `c${sent}`, payload }])
  await drain(world, shop, { ...lifecycle(world), ...compliance(world) })
}
/** Shopify asks that a customer be forgotten. */
export const redact = (world: World, shop: string, customer: bigint) =>
  told(world, shop, 'customers/redact', { shop_domain: shop, customer: { id: Number(customer), email: EMAIL, phone: '+819000000000' } })

/** A customer with everything that a customer can have here. */
export async function customerIn(world: World, shop: string, customer: bigint, verified: boolean): Promise<void> {
  const who = { shopId: shop, customerId: customer }
  await world.db.kycCase.create({ data: { ...who, party: 'individual', verified } })
  const key = await world.keyring.of(shop)
  await world.db.kycProfile.create({ data: { ...who, sealed: sealJson(key, `${shop}:kyc-profile:${customer}`, PROFILE) } })
  const bytes = await jpeg()
  const upload = () =>
    keepDocument(world, shop, customer, {
      part: 'identity',
      kind: 'passport',
      upload: randomUUID(),
      mediaType: 'image/jpeg',
      bytes,
    })
  for (let page = 0; page < 2; page++) if (!(await upload()).ok) throw new Error('no document')
  await world.db.$transaction((tx) => markSent(tx, shop, customer, 'identity', world.now()))
  if (!(await upload()).ok) throw new Error('no document')
  await world.db.kycEvent.create({ data: { ...who, actor: 'staff', type: verified ? 'approve' : 'return', sealed: Buffer.from('s') } })
  await world.db.kycConsent.create({ data: { ...who, version: 1, language: 'ja' } })
  const now = world.now()
  const reading = sealJson(key, `${shop}:kyc-reading:${customer}:identity`, { kind: 'passport', number: `TK${1000000n + customer}` })
  const by = { readAt: now, readBy: '7' }
  await world.db.kycReading.create({ data: { ...who, part: 'identity', sealed: reading, outcomes: { expiry: 'fine' }, ...by } })
  const values = { name: '関所 花子', company: '', email: EMAIL, birthDate: PROFILE.birthDate, address: ['JP', '', '', '', '', ''] }
  const sealedValues = sealJson(key, `${shop}:kyc-verified-values:${customer}`, { approved: values, seen: values })
  await world.db.kycVerifiedValues.create({ data: { ...who, sealed: sealedValues, takenAt: now } })
  await world.db.kycExpiry.create({ data: { ...who, part: 'identity', expiresOn: '2030-01-01' } })
  await world.db.kycFingerprint.create({ data: { ...who, kind: 'phone', hash: Buffer.from(`p${customer}`) } })
  const leg = { leg: 'mail', record: 'arrived', happenedOn: '2026-11-20', recordedAt: now, recordedBy: '7' }
  await world.db.kycLeg.create({ data: { ...who, ...leg } })
  const account = {
    country: 'JP',
    bank: '0001',
    branch: '240',
    deposit: 'ordinary',
    number: String(9_000_000n + customer),
    holder: 'ｹﾝﾐ ﾊﾅｺ',
  }
  const payout = sealJson(key, `${shop}:payout-account:a${customer}`, account)
  const registered = { kind: 'person', match: 'matches', registeredAt: now, countsFrom: now }
  await world.db.payoutAccount.create({ data: { ...who, id: `a${customer}`, sealed: payout, ...registered } })
  await world.db.payoutProof.create({ data: { ...who, failed: 1 } })
  await world.db.kycClaim.create({ data: { ...who, staffId: 7n, since: now, until: now } })
  await world.db.kycReminder.create({ data: { ...who, remindedAt: now } })
  const watched = sealJson(key, `${shop}:kyc-watch:${customer}`, { reason: `seen ${customer}` })
  await world.db.kycWatch.create({ data: { ...who, staffId: 7n, since: now, sealed: watched } })
  await world.db.kycTask.create({ data: { ...who, code: 'papers-missing' } })
  await world.db.kycIntent.create({ data: { ...who, id: 'i', begunAt: world.now(), intent: {} } })
  await world.db.customerTicket.create({ data: { ...who, hash: `t${customer}`, expiresAt: world.now() } })
  await world.db.customerSession.create({ data: { ...who, hash: `s${customer}`, language: 'ja', expiresAt: world.now() } })
  await world.db.mail.create({ data: { ...who, id: `m${customer}`, template: 'customer.verified', audience: 'customer' } })
  await world.db.inboxRow.create({ data: { ...who, webhookId: `f${customer}`, topic: 'x', payload: { email: EMAIL }, state: 'failed' } })
}

/** How many rows of every table that knows customers name this one. */
export async function rowsOf(world: World, shop: string, customer: bigint): Promise<Record<string, number>> {
  const tables = await world.db.$queryRaw<{ name: string }[]>`
    select table_name as name from information_schema.columns where table_schema = 'public' and column_name = 'customer_id' order by 1`
  const counts: Record<string, number> = {}
  for (const { name } of tables) {
    const sql = `select count(*)::int as n from ${name} where shop_id = $1 and customer_id = $2`
    const [row] = await world.db.$queryRawUnsafe<{ n: number }[]>(sql, shop, customer)
    if (row && row.n > 0) counts[name] = row.n
  }
  return counts
}

/** How many rows of every table belong to a shop. */
export async function tablesOf(world: World, shop: string): Promise<Record<string, number>> {
  const tables = await world.db.$queryRaw<{ name: string }[]>`
    select table_name as name from information_schema.columns where table_schema = 'public' and column_name = 'shop_id' order by 1`
  const counts: Record<string, number> = {}
  for (const { name } of tables) {
    const [row] = await world.db.$queryRawUnsafe<{ n: number }[]>(`select count(*)::int as n from ${name} where shop_id = $1`, shop)
    if (row && row.n > 0) counts[name] = row.n
  }
  return counts
}
