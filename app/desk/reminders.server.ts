import { Prisma } from '../../generated/prisma/client.ts'
import { noteDeed } from '../audit/note.server.ts'
import { OF_REGISTERED } from '../kyc/queue.server.ts'
import { leaveMany } from '../messaging/outbox.server.ts'
import { addJob } from '../platform/jobs.server.ts'
import { ok, type Result, refuse } from '../platform/result.ts'
import { type World, write } from '../platform/world.server.ts'
import type { StaffMember } from '../staff/members.server.ts'
import { may } from '../staff/roles.ts'
import { readSettings } from '../staff/settings.ts'

const DAY_MS = 24 * 60 * 60_000
/** One bulk reminder writes to so many at most, the oldest registrations first: a mail server is not to be surprised by a whole shop. */
export const RUN_MAX = 5000
const BATCH = 200

/** Whom a bulk reminder would reach (A04). */
export interface ReminderPreview {
  /** The form's id: a run of this id happens once. */
  readonly id: string
  /** Of `more` than this, only so many are reminded. */
  readonly count: number
  readonly more: boolean
  /** Registered at least so many days ago. */
  readonly afterDays: number
  /** Nobody is reminded more often. */
  readonly everyDays: number
  readonly running: boolean
}

async function rulesOf(world: World, shop: string) {
  const row = await world.db.shop.findUniqueOrThrow({ where: { shopId: shop }, select: { settings: true } })
  const { reminderAfterDays: afterDays, reminderEveryDays: everyDays } = readSettings(row.settings)
  const now = world.now().getTime()
  return { afterDays, everyDays, before: new Date(now - afterDays * DAY_MS), notSince: new Date(now - everyDays * DAY_MS) }
}

const recently = (notSince: Date) => Prisma.sql`exists (
  select 1 from kyc_reminders r where r.shop_id = kyc_cases.shop_id and r.customer_id = kyc_cases.customer_id and r.reminded_at > ${notSince}::timestamp)`

/** Counts those who registered, never submitted anything, and were not reminded lately. Counts no further than one run goes. */
export async function previewReminder(world: World, shop: string): Promise<ReminderPreview> {
  const { afterDays, everyDays, before, notSince } = await rulesOf(world, shop)
  const [[row], running] = await Promise.all([
    world.db.$queryRaw<{ count: number }[]>`
      select count(*)::int as count from (
        select 1 from kyc_cases where shop_id = ${shop} and not gone and ${OF_REGISTERED} and opened_at <= ${before}::timestamp
          and not ${recently(notSince)} order by opened_at, customer_id limit ${RUN_MAX + 1}) as sample`,
    world.db.kycReminderRun.count({ where: { shopId: shop, finishedAt: null } }),
  ])
  const count = row?.count ?? 0
  return { id: world.newId(), count: Math.min(count, RUN_MAX), more: count > RUN_MAX, afterDays, everyDays, running: running > 0 }
}

/** Starts a bulk reminder, on record. The same form again starts nothing; a second one waits for the first. */
export async function startReminder(world: World, shop: string, by: StaffMember, id: string): Promise<Result<null>> {
  if (!may(by.role, 'contact')) return refuse({ code: 'not-allowed', needs: 'contact' })
  if (!/^[0-9a-f-]{36}$/.test(id)) return refuse({ code: 'bad-input', fields: { id: 'unknown' } })
  const { before } = await rulesOf(world, shop)
  return write(world, async (tx): Promise<Result<null>> => {
    await tx.$executeRaw`select pg_advisory_xact_lock(hashtextextended(${`reminder:${shop}`}, 0))`
    if (await tx.kycReminderRun.findUnique({ where: { shopId_id: { shopId: shop, id } } })) return ok(null)
    if ((await tx.kycReminderRun.count({ where: { shopId: shop, finishedAt: null } })) > 0) {
      return refuse({ code: 'not-now', because: 'reminder-runs' })
    }
    await tx.kycReminderRun.create({ data: { shopId: shop, id, startedBy: by.id, startedAt: world.now(), before } })
    await noteDeed(world, tx, shop, by, { action: 'reminder.start', subject: `reminder:${id}` })
    await addJob(tx, 'desk.remind', { shop, run: id }, { key: `remind:${shop}`, priority: 10 })
    return ok(null)
  })
}

/**
 * Carries a bulk reminder out, a batch a transaction: who is written to, that it was so, and how far the run has come are committed together, so
 * a run that died goes on where it was, and nobody is reminded twice.
 */
export async function remind(world: World, shop: string, id: string): Promise<void> {
  for (;;) if (await remindBatch(world, shop, id)) return
}

async function remindBatch(world: World, shop: string, id: string): Promise<boolean> {
  const { notSince } = await rulesOf(world, shop)
  return write(world, async (tx) => {
    const [run] = await tx.$queryRaw<{ before: Date; after_at: Date | null; after_id: bigint; sent: number; started_by: bigint }[]>`
      select before, after_at, after_id, sent, started_by from kyc_reminder_runs
      where shop_id = ${shop} and id = ${id} and finished_at is null for update`
    if (!run) return true
    const past = run.after_at ? Prisma.sql`(opened_at, customer_id) > (${run.after_at}::timestamp, ${run.after_id})` : Prisma.sql`true`
    const found = await tx.$queryRaw<{ customer: bigint; at: Date }[]>`
      select customer_id as customer, opened_at as at from kyc_cases
      where shop_id = ${shop} and not gone and ${OF_REGISTERED} and opened_at <= ${run.before}::timestamp and ${past}
      order by opened_at, customer_id limit ${Math.min(BATCH, RUN_MAX - run.sent)}`
    const last = found.at(-1)
    const now = world.now()
    // The row decides: who was reminded lately keeps it as it is, and gets nothing.
    const due = await tx.$queryRaw<{ customer: bigint }[]>`
      insert into kyc_reminders as r (shop_id, customer_id, reminded_at)
      select ${shop}, customer, ${now}::timestamp from unnest(${found.map(({ customer }) => customer)}::bigint[]) as customer
      on conflict (shop_id, customer_id) do update set reminded_at = excluded.reminded_at where r.reminded_at <= ${notSince}::timestamp
      returning customer_id as customer`
    const customers = due.map(({ customer }) => customer)
    await leaveMany(world, tx, { shop, template: 'customer.reminder', customers })
    await tx.kycEvent.createMany({
      data: customers.map((customerId) => ({
        shopId: shop,
        customerId,
        at: now,
        actor: 'staff',
        actorId: String(run.started_by),
        type: 'reminded',
      })),
    })
    const sent = run.sent + customers.length
    const over = found.length === 0 || sent >= RUN_MAX
    await tx.kycReminderRun.update({
      where: { shopId_id: { shopId: shop, id } },
      data: { sent, ...(last ? { afterAt: last.at, afterId: last.customer } : {}), ...(over ? { finishedAt: now } : {}) },
    })
    return over
  })
}
