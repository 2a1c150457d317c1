import { setImmediate as nextTurn } from 'node:timers/promises'
import type { DocumentNode } from 'graphql'
import type { KycSurvey } from '../../generated/prisma/client.ts'
import type { TopicHandler } from '../inbox/inbox.server.ts'
import type { Tx } from '../platform/db.server.ts'
import { addJob } from '../platform/jobs.server.ts'
import { type World, write } from '../platform/world.server.ts'
import { linesOf, readBulkOperation, startBulkQuery } from '../shopify/bulk.server.ts'
import { customerLineReader, type EveryCustomerLine } from '../shopify/customer-lines.ts'

/** Why the whole store is read. */
export type Purpose = 'compare' | 'preview'

/** What is counted, by name. */
export type Counts = Readonly<Record<string, number>>

/** What a purpose does with the lines. */
export interface Reader {
  /** The query to run in bulk. */
  readonly document: DocumentNode
  /**
   * Prepares a batch while the one before it is still being taken in. The answer takes it in, in the transaction that remembers how far the
   * reading came, and says what to add to the counts. `place` names the batch.
   */
  take(lines: readonly EveryCustomerLine[], place: number): (tx: Tx) => Promise<Counts>
  /** When the last line is taken in: says what to add to the counts. May be asked twice, when a process dies in between. */
  last?(): Promise<Counts>
  /** Told once it is over; `reason` says why it failed. May be told twice. */
  over?(counts: Counts, reason: string | null): Promise<void>
}

/** Makes the reader of a survey; rejects when the shop is gone. */
export type Readers = Readonly<Record<Purpose, (world: World, survey: KycSurvey) => Promise<Reader>>>

/**
 * Lines that are taken in together, and how long one job reads before another goes on where it stopped: a process that is told to stop need
 * not wait for a million lines.
 */
const PACE = { batch: 2000, sliceMs: 20_000 }
/** The webhook of the end may be lost; until it comes, somebody looks. */
const LOOK_MS = 30_000
const ATTEMPTS_MAX = 3
const UNFINISHED = ['waiting', 'reading']

/** The survey under way for a purpose. */
export const unfinished = (tx: Tx, shop: string, purpose: Purpose): Promise<KycSurvey | null> =>
  tx.kycSurvey.findFirst({ where: { shopId: shop, purpose, state: { in: UNFINISHED } } })

/** Begins to read the whole store, in the transaction given; a survey for the same purpose that is under way goes on instead. Answers its id. */
export async function beginSurvey(world: World, tx: Tx, shop: string, purpose: Purpose): Promise<string> {
  await tx.$queryRaw`select 1 from shops where shop_id = ${shop} for update`
  const running = await unfinished(tx, shop, purpose)
  const id = running?.id ?? world.newId()
  if (!running) await tx.kycSurvey.create({ data: { shopId: shop, id, purpose, startedAt: world.now() } })
  await carryOn(tx, shop, id)
  return id
}

/** Ends a survey before its time, in the transaction given. */
export const giveUp = (tx: Tx, { shopId, id }: Pick<KycSurvey, 'shopId' | 'id'>, reason: string, at: Date) =>
  tx.kycSurvey.updateMany({ where: { shopId, id, state: { in: UNFINISHED } }, data: { state: 'failed', reason, finishedAt: at } })

async function carryOn(tx: Tx, shop: string, survey: string, runAt?: Date): Promise<void> {
  const when = { key: `survey:${shop}:${survey}`, queue: `survey:${shop}`, priority: 10, ...(runAt ? { runAt } : {}) }
  await addJob(tx, 'kyc.survey', { shop, survey }, when)
}

/** `bulk_operations/finish`: whoever waits for this operation need not wait longer. */
export const afterBulk: TopicHandler = async (tx, shop, { payload }) => {
  const operation = String((payload as Record<string, unknown> | null)?.admin_graphql_api_id ?? '')
  const survey = await tx.kycSurvey.findFirst({ where: { shopId: shop, operation, state: 'waiting' } })
  if (survey) await carryOn(tx, shop, survey.id)
}

/** How a job of a survey ended. */
export type Step = 'over' | 'waits' | 'goes-on'

/**
 * Carries a survey on: starts the bulk operation, waits for it, reads its lines. May be killed anywhere: a batch and the place it ends are
 * remembered together. Rejects with NotInstalled, ShopifySilent or ShopifyRefused.
 */
export async function carrySurveyOn(world: World, shop: string, id: string, readers: Readers, pace = PACE): Promise<Step> {
  const survey = await world.db.kycSurvey.findUnique({ where: { shopId_id: { shopId: shop, id } } })
  if (!survey || !UNFINISHED.includes(survey.state)) return 'over'
  const reader = await readers[survey.purpose as Purpose](world, survey)
  const client = await world.shopify(shop)
  if (survey.operation === null) {
    const operation = await startBulkQuery(client, reader.document)
    if (operation) await change(world, survey, { operation })
    return wait(world, survey)
  }
  const found = await readBulkOperation(client, survey.operation)
  if (found.at === 'running') return wait(world, survey)
  if (found.at === 'lost') return startAnew(world, survey, found.reason, reader)
  if (survey.state === 'waiting') await change(world, survey, { state: 'reading' })
  const reading = found.url === null ? 'end' : await readOn(world, survey, reader, found.url, pace)
  if (reading === 'stopped') return 'over'
  if (reading === 'end') {
    const counts = await finish(world, survey, (await reader.last?.()) ?? {})
    world.log.info({ shop, purpose: survey.purpose, counts }, 'the store was read in bulk')
    await reader.over?.(counts, null)
    return 'over'
  }
  await write(world, (tx) => carryOn(tx, shop, id))
  return 'goes-on'
}

/** Marks a survey as done, if it still goes on, and answers all of its counts. */
async function finish(world: World, { shopId, id }: KycSurvey, more: Counts): Promise<Counts> {
  return write(world, async (tx) => {
    const [row] = await tx.$queryRaw<{ state: string; counts: Counts }[]>`
      select state, counts from kyc_surveys where shop_id = ${shopId} and id = ${id} for update`
    if (row?.state !== 'reading') return row?.counts ?? {}
    const counts = sum(row.counts, more)
    const where = { shopId_id: { shopId, id } }
    await tx.kycSurvey.update({ where, data: { state: 'done', finishedAt: world.now(), counts } })
    return counts
  })
}

function sum(counts: Counts, more: Counts): Counts {
  const all: Record<string, number> = { ...counts }
  for (const [name, count] of Object.entries(more)) all[name] = (all[name] ?? 0) + count
  return all
}

async function wait(world: World, { shopId, id }: KycSurvey): Promise<'waits'> {
  await write(world, (tx) => carryOn(tx, shopId, id, new Date(world.now().getTime() + LOOK_MS)))
  return 'waits'
}

/** A failed operation, or a file that is no longer kept, is asked for again, a few times; what was taken in before is taken in once more. */
async function startAnew(world: World, survey: KycSurvey, reason: string, reader: Reader): Promise<Step> {
  if (survey.attempts + 1 >= ATTEMPTS_MAX) {
    world.log.error({ shop: survey.shopId, purpose: survey.purpose, reason }, 'the store could not be read in bulk')
    await change(world, survey, { state: 'failed', reason, finishedAt: world.now() })
    await reader.over?.({}, reason)
    return 'over'
  }
  await world.db.kycSurveyPage.deleteMany({ where: { shopId: survey.shopId, surveyId: survey.id } })
  await change(world, survey, { state: 'waiting', operation: null, position: 0n, counts: {}, attempts: survey.attempts + 1, reason })
  return wait(world, survey)
}

type Change = Partial<Pick<KycSurvey, 'state' | 'operation' | 'position' | 'attempts' | 'finishedAt' | 'reason'>> & { counts?: Counts }

/** Changes a survey that is not over. */
const change = ({ db }: World, { shopId, id }: KycSurvey, data: Change) =>
  db.kycSurvey.updateMany({ where: { shopId, id, state: { in: UNFINISHED } }, data })

/** Batches that are prepared or taken in. This many are in memory, and the one that is being read. */
const UNDER_WAY_MAX = 3

async function readOn(
  world: World,
  survey: KycSurvey,
  reader: Reader,
  url: string,
  pace: typeof PACE,
): Promise<'end' | 'stopped' | 'more'> {
  const until = performance.now() + pace.sliceMs
  let counts = survey.counts as Counts
  let place = Number(survey.position)
  const underWay: Promise<boolean>[] = []
  for await (const { lines, next } of batchesOf(linesOf(url, place, pace.batch), pace.batch)) {
    const [from, keep, before] = [place, reader.take(lines, place), underWay.at(-1)]
    const taken = (async () => {
      if ((await before) === false) return false
      const sums = await takeIn(world, survey, { from, to: next }, async (tx) => sum(counts, await keep(tx)))
      counts = sums ?? counts
      return sums !== null
    })()
    taken.catch(() => undefined)
    underWay.push(taken)
    place = next
    if (performance.now() > until) return (await taken) ? 'more' : 'stopped'
    if (underWay.length >= UNDER_WAY_MAX && !(await underWay.shift())) return 'stopped'
  }
  return (await (underWay.at(-1) ?? true)) ? 'end' : 'stopped'
}

/** Whole stretches of a file, `size` lines or a few more together. */
async function* batchesOf(
  stretches: ReturnType<typeof linesOf>,
  size: number,
): AsyncGenerator<{ lines: EveryCustomerLine[]; next: number }> {
  const read = customerLineReader()
  let lines: EveryCustomerLine[] = []
  let end = 0
  for await (const { text, next } of stretches) {
    for (const line of text.split('\n')) lines.push(read(line))
    // While lines are read, answers of PostgreSQL about the batch before come in, and its next question must not wait.
    await nextTurn()
    end = next
    if (lines.length < size) continue
    yield { lines, next }
    lines = []
  }
  if (lines.length > 0) yield { lines, next: end }
}

class Stopped extends Error {}

/** Takes a batch in, if the survey still goes on and still stands where the batch begins; then answers the new counts, else null. */
async function takeIn(
  world: World,
  { shopId, id }: KycSurvey,
  { from, to }: { readonly from: number; readonly to: number },
  keep: (tx: Tx) => Promise<Counts>,
): Promise<Counts | null> {
  const taken = write(world, async (tx) => {
    const counts = await keep(tx)
    // What a crash of the database may take back is the whole batch, its place with it: nobody need wait for the disk.
    const changed = await tx.$queryRaw<object[]>`
      update kyc_surveys set position = ${to}, counts = ${counts}::jsonb
      where shop_id = ${shopId} and id = ${id} and state = 'reading' and position = ${from}
      returning set_config('synchronous_commit', 'off', true)`
    if (changed.length === 0) throw new Stopped()
    return counts
  })
  return taken.catch((error: unknown) => {
    if (error instanceof Stopped) return null
    throw error
  })
}
