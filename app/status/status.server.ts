import { type Undelivered, undelivered } from '../messaging/undelivered.server.ts'
import type { World } from '../platform/world.server.ts'
import { type Failure, failuresOf } from './failures.server.ts'
import { type RunKind, readBudget } from './runs.ts'

/** What the status screen shows of one shop. */
export interface Status {
  readonly waiting: number
  readonly oldest: Date | null
  readonly jobs: number
  readonly mails: { readonly waiting: number; readonly undelivered: number }
  readonly runs: readonly {
    readonly kind: RunKind
    readonly at: Date | null
    readonly running: boolean
    readonly found: number | null
    readonly reason: string | null
  }[]
  readonly budget: { readonly available: number; readonly maximum: number; readonly restoreRate: number; readonly at: Date } | null
  readonly failures: readonly Failure[]
  readonly undelivered: readonly Undelivered[]
}

const KINDS: readonly RunKind[] = ['sweep', 'watch', 'comparison']

/** Reads how the shop's work stands: from the database alone, so that every process tells the same. */
export async function statusOf(world: World, shop: string): Promise<Status> {
  const where = { shopId: shop }
  const [waiting, mails, runs, failures, letters, jobs, survey] = await Promise.all([
    world.db.inboxRow.aggregate({ where: { ...where, state: 'waiting' }, _count: true, _min: { receivedAt: true } }),
    world.db.mail.groupBy({
      by: ['state'],
      where: { ...where, state: { in: ['waiting', 'claimed', 'failed', 'uncertain'] } },
      _count: true,
    }),
    world.db.shopRun.findMany({ where }),
    failuresOf(world, shop),
    undelivered(world, shop),
    dueJobs(world, shop),
    world.db.kycSurvey.findFirst({
      where: { ...where, purpose: 'compare', state: { in: ['waiting', 'reading'] } },
      select: { startedAt: true },
    }),
  ])
  const mailsIn = (...states: string[]) => mails.filter(({ state }) => states.includes(state)).reduce((sum, each) => sum + each._count, 0)
  const last = runs.toSorted((a, b) => b.startedAt.getTime() - a.startedAt.getTime()).find((run) => readBudget(run.budget))
  const budget = readBudget(last?.budget)
  return {
    waiting: waiting._count,
    oldest: waiting._min.receivedAt,
    jobs,
    mails: { waiting: mailsIn('waiting', 'claimed'), undelivered: mailsIn('failed', 'uncertain') },
    runs: KINDS.map((kind) => {
      const run = runs.find((each) => each.kind === kind)
      const under = kind === 'comparison' ? survey : null
      const running = under !== null || run?.endedAt === null
      // What the last one found says nothing about one that failed since.
      const found = run?.reason ? null : (run?.found ?? null)
      return { kind, at: under?.startedAt ?? run?.startedAt ?? null, running, found, reason: run?.reason ?? null }
    }),
    budget: budget && last ? { ...budget, at: last.endedAt ?? last.startedAt } : null,
    failures,
    undelivered: letters,
  }
}

/** Jobs of this shop that are due and not begun. */
async function dueJobs(world: World, shop: string): Promise<number> {
  const [row] = await world.db.$queryRaw<{ count: bigint }[]>`
    select count(*) from graphile_worker._private_jobs
    where payload ->> 'shop' = ${shop} and run_at <= now() and locked_at is null and attempts < max_attempts`
  return Number(row?.count ?? 0)
}
