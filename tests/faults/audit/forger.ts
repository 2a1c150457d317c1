import type { Finding, FindingCode } from '../../../app/audit/chain.ts'
import { folderCopies } from '../../../app/audit/copies.server.ts'
import { headOf, rowsDigest } from '../../../app/audit/marks.server.ts'
import { toSeal } from '../../../app/audit/seal.server.ts'
import type { World } from '../../../app/platform/world.server.ts'
import type { AuditEntry, AuditSeal } from '../../../generated/prisma/client.ts'
import type { Chance } from '../random.ts'

/** A shop's log as it stood once. */
export interface Snapshot {
  readonly rows: readonly AuditEntry[]
  readonly seals: readonly AuditSeal[]
}

/** What somebody may touch who has the database, and neither the key nor the copies outside. */
export interface Scene {
  readonly world: World
  readonly shop: string
  readonly chance: Chance
  readonly older: Snapshot
  readonly now: Snapshot
}

/** What was done, and what must be found: one of these codes, about this row where one is named. */
export interface Forgery {
  readonly did: string
  readonly codes: readonly FindingCode[]
  readonly row?: bigint
}

export const snapshotOf = async (world: World, shop: string): Promise<Snapshot> => ({
  rows: await world.db.auditEntry.findMany({ where: { shopId: shop }, orderBy: { id: 'asc' } }),
  seals: await world.db.auditSeal.findMany({ where: { shopId: shop }, orderBy: { n: 'asc' } }),
})

const sealed = ({ now }: Scene): readonly AuditEntry[] => now.rows.filter(({ seal }) => seal !== null)
const key = ({ shop }: Scene, { id }: { id: bigint }) => ({ shopId_id: { shopId: shop, id } })
const without = <T extends object>({ codes, ...row }: AuditEntry, change: T) => ({ ...row, codes: codes as object, ...change })

async function nextId({ world }: Scene): Promise<bigint> {
  const [drawn] = await world.db.$queryRaw<{ id: bigint }[]>`select nextval(pg_get_serial_sequence('audit_log', 'id')) as id`
  return drawn?.id ?? 0n
}

/** Everything but the macs made right again: heads and counts need no key. */
async function mendHeads({ world, shop }: Scene): Promise<void> {
  let prev = ''
  let total = 0n
  for (const seal of await world.db.auditSeal.findMany({ where: { shopId: shop }, orderBy: { n: 'asc' } })) {
    const rows = await world.db.auditEntry.findMany({ where: { shopId: shop, seal: seal.n }, orderBy: { place: 'asc' } })
    const digest = rowsDigest(shop)
    for (const row of rows) digest.add(row)
    total += BigInt(rows.length)
    const body = { ...toSeal(seal), rows: rows.length, total, prev }
    prev = headOf(shop, body, digest.end())
    await world.db.auditSeal.update({
      where: { shopId_n: { shopId: shop, n: seal.n } },
      data: { rows: body.rows, total, prev: body.prev, head: prev },
    })
  }
}

async function put({ world, shop }: Scene, { rows, seals }: Snapshot): Promise<void> {
  await world.db.auditEntry.deleteMany({ where: { shopId: shop } })
  await world.db.auditSeal.deleteMany({ where: { shopId: shop } })
  await world.db.auditEntry.createMany({ data: rows.map((row) => without(row, {})) })
  await world.db.auditSeal.createMany({ data: [...seals] })
}

const EDITS: readonly ((
  row: AuditEntry,
) => Partial<Pick<AuditEntry, 'at' | 'actor' | 'actorId' | 'action' | 'subject'>> & { codes?: object })[] = [
  ({ at }) => ({ at: new Date(at.getTime() + 1) }),
  ({ actor }) => ({ actor: `${actor}x` }),
  ({ actorId }) => ({ actorId: actorId === null ? '1' : null }),
  ({ action }) => ({ action: action === 'kyc.approve' ? 'kyc.accept' : 'kyc.approve' }),
  ({ subject }) => ({ subject: `${subject ?? 'customer:'}9` }),
  ({ codes }) => ({ codes: { ...(codes as object), part: 'other' } }),
]

async function edit(scene: Scene): Promise<Forgery> {
  const row = scene.chance.of(sealed(scene))
  await scene.world.db.auditEntry.update({ where: key(scene, row), data: scene.chance.of(EDITS)(row) })
  const mended = scene.chance.once(2)
  if (mended) await mendHeads(scene)
  return { did: `edited row ${row.id}${mended ? ' and mended the heads' : ''}`, codes: ['row-changed'], row: row.id }
}

async function remove(scene: Scene): Promise<Forgery> {
  const { world, shop, chance } = scene
  const row = chance.of(sealed(scene))
  await world.db.auditEntry.delete({ where: key(scene, row) })
  const mended = chance.once(2)
  if (mended) {
    await world.db
      .$executeRaw`update audit_log set place = place - 1 where shop_id = ${shop} and seal = ${row.seal} and place > ${row.place}`
    await mendHeads(scene)
  }
  return { did: `deleted row ${row.id}${mended ? ', closed the gap and mended the heads' : ''}`, codes: ['row-missing', 'seal-changed'] }
}

async function insert(scene: Scene): Promise<Forgery> {
  const { world, shop, chance } = scene
  const row = chance.of(sealed(scene))
  const id = await nextId(scene)
  switch (chance.under(4)) {
    case 0:
      await world.db.auditEntry.create({ data: without(row, { id, action: 'kyc.approve' }) })
      return { did: `put row ${id} at the place of row ${row.id}`, codes: ['row-added', 'row-changed'] }
    case 1: {
      await world.db
        .$executeRaw`update audit_log set place = place + 1 where shop_id = ${shop} and seal = ${row.seal} and place >= ${row.place}`
      await world.db.auditEntry.create({ data: without(row, { id }) })
      await mendHeads(scene)
      return { did: `put row ${id} before row ${row.id}, moved the rest and mended the heads`, codes: ['row-added', 'row-changed'] }
    }
    case 2: {
      const seal = (scene.now.seals.at(-1)?.n ?? 0n) + 5n
      await world.db.auditEntry.create({ data: without(row, { id, seal, place: 0 }) })
      return { did: `put row ${id} into seal ${seal}, which there is not`, codes: ['row-added'], row: id }
    }
    default: {
      const at = new Date((scene.now.seals.at(-1)?.covers.getTime() ?? 0) - 60 * 60_000)
      await world.db.auditEntry.create({ data: without(row, { id, at, seal: null, place: null, mark: null }) })
      return { did: `put row ${id} an hour back, unsealed`, codes: ['row-late'], row: id }
    }
  }
}

async function swap(scene: Scene): Promise<Forgery> {
  const { world, shop, chance } = scene
  const one = chance.of(sealed(scene))
  const other = chance.of(sealed(scene).filter(({ id }) => id !== one.id))
  switch (chance.under(3)) {
    case 0: {
      const marks = ({ seal, place, mark }: AuditEntry) => ({ seal, place, mark })
      await world.db.auditEntry.update({ where: key(scene, one), data: marks(other) })
      await world.db.auditEntry.update({ where: key(scene, other), data: marks(one) })
      break
    }
    case 1:
      await world.db.auditEntry.update({ where: key(scene, one), data: { id: -1n } })
      await world.db.auditEntry.update({ where: key(scene, other), data: { id: one.id } })
      await world.db.auditEntry.update({ where: key(scene, { id: -1n }), data: { id: other.id } })
      break
    default: {
      const [first, second] = scene.now.seals
      if (!first || !second) throw new Error('too few seals to swap')
      for (const [from, to] of [
        [first.n, -1n],
        [second.n, first.n],
        [-1n, second.n],
      ] as const) {
        await world.db.auditSeal.update({ where: { shopId_n: { shopId: shop, n: from } }, data: { n: to } })
        await world.db.$executeRaw`update audit_log set seal = ${to} where shop_id = ${shop} and seal = ${from}`
      }
      await mendHeads(scene)
      return { did: 'swapped the first two seals with their rows and mended the heads', codes: ['seal-changed', 'row-changed'] }
    }
  }
  return { did: `swapped rows ${one.id} and ${other.id}`, codes: ['row-changed'] }
}

async function truncate(scene: Scene): Promise<Forgery> {
  const { world, shop, chance, now } = scene
  const from = chance.once(5) ? 1n : BigInt(1 + chance.under(now.seals.length))
  await world.db.auditEntry.deleteMany({ where: { shopId: shop, OR: [{ seal: { gte: from } }, { seal: null }] } })
  await world.db.auditSeal.deleteMany({ where: { shopId: shop, n: { gte: from } } })
  return { did: `cut off everything from seal ${from}`, codes: ['copy-ahead'] }
}

async function restoreOlder(scene: Scene): Promise<Forgery> {
  await put(scene, scene.older)
  return { did: `put back the log as it stood at seal ${scene.older.seals.at(-1)?.n ?? 0}`, codes: ['copy-ahead'] }
}

/** Rows taken out of their seals, so that they would be sealed anew as somebody likes them. */
async function unseal(scene: Scene): Promise<Forgery> {
  const { world, chance } = scene
  const row = chance.of(sealed(scene))
  await world.db.auditEntry.update({ where: key(scene, row), data: { seal: null, place: null, mark: null, action: 'kyc.accept' } })
  return { did: `took row ${row.id} out of seal ${row.seal}`, codes: ['row-missing'] }
}

/** A row that somebody made up, under the last seal, with a count and head that fit. */
async function lengthen(scene: Scene): Promise<Forgery> {
  const { world, now } = scene
  const row = scene.chance.of(sealed(scene).filter(({ seal }) => seal === now.seals.at(-1)?.n))
  const id = await nextId(scene)
  await world.db.auditEntry.create({ data: without(row, { id, place: now.seals.at(-1)?.rows ?? 0 }) })
  await mendHeads(scene)
  return { did: `added row ${id} to the last seal and mended the heads`, codes: ['row-changed', 'seal-changed'] }
}

/** Somebody who can reach the copies, and not the database. */
async function touchCopies({ world, shop, chance }: Scene): Promise<Forgery> {
  const copies = folderCopies(world.config.auditDir)
  const lines = await copies.read(shop)
  const at = chance.under(lines.length)
  await copies.erase(shop)
  if (chance.once(2)) {
    await copies.append(shop, lines.slice(0, at))
    return { did: `cut the copies off after line ${at}`, codes: ['copy-lacks'] }
  }
  await copies.append(
    shop,
    lines.map((line, index) => (index === at ? { ...line, total: line.total + 1n } : line)),
  )
  return { did: `edited line ${at} of the copies`, codes: ['copy-differs'] }
}

/** Every way of F10, and what goes with it. */
export const FORGERIES: Readonly<Record<string, (scene: Scene) => Promise<Forgery>>> = {
  edit,
  delete: remove,
  insert,
  swap,
  truncate,
  older: restoreOlder,
  unseal,
  lengthen,
  copies: touchCopies,
}

/** Whether what was done is among what was found. */
export const isFound = ({ codes, row }: Forgery, findings: readonly Finding[]): boolean =>
  findings.some((finding) => codes.includes(finding.code) && (row === undefined || finding.row === row))
