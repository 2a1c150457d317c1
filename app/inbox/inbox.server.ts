import type { Prisma } from '../../generated/prisma/client.ts'
import type { Tx } from '../platform/db.server.ts'
import { addJob, nominateToldOf } from '../platform/jobs.server.ts'
import { reasonOf } from '../platform/reason.ts'
import { type World, write } from '../platform/world.server.ts'
import { customerIdOf } from '../shopify/gid.ts'
import { type Delivery, essentials } from './delivery.ts'

/**
 * Makes deliveries durable, in one statement and one commit, together with the jobs that take them further. A repeated delivery (same shop
 * and webhook id) adds nothing. Answers how many are new.
 */
export async function keepAll(world: World, deliveries: readonly Delivery[]): Promise<number> {
  // Always in the same order, so that two processes that were sent the same deliveries cannot wait for each other.
  const rows = [...deliveries].sort((a, b) => compare(a.shop, b.shop) || compare(a.webhookId, b.webhookId))
  const column = (of: (row: Delivery) => string) => rows.map(of)
  return world.db.$executeRaw`
    with added as (
      insert into inbox (shop_id, webhook_id, topic, customer_id, payload, received_at)
      select shop_id, webhook_id, topic, nullif(customer_id, '')::bigint, payload::jsonb, ${world.now()}::timestamp
      from unnest(
        ${column(({ shop }) => shop)}::text[], ${column(({ webhookId }) => webhookId)}::text[], ${column(({ topic }) => topic)}::text[],
        ${column(({ payload }) => String(customerOf(payload) ?? ''))}::text[], ${column(({ topic, payload }) => jsonbText(essentials(topic, payload)))}::text[]
      ) as sent (shop_id, webhook_id, topic, customer_id, payload)
      on conflict do nothing
      returning shop_id
    ), shops as (
      select shop_id, count(*) as rows from added group by shop_id order by shop_id
    ), jobs as (
      select rows, graphile_worker.add_job('inbox.drain', json_build_object('shop', shop_id), job_key := 'inbox:' || shop_id) from shops
    )
    select 1 from jobs, generate_series(1, rows)`
}

const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0)

// PostgreSQL's jsonb knows no NUL and no half of a surrogate pair; JSON does, and a delivery must not be lost for one.
const jsonbText = (payload: unknown): string =>
  JSON.stringify(payload).replace(/\\(u0000|ud[89a-f][0-9a-f]{2}|.)/g, (found) => (found.length === 6 ? '\\ufffd' : found))

/** The customer whom a payload is about, in the shapes of platform facts 2.3. */
export function customerOf(payload: unknown): bigint | null {
  const { customerId, admin_graphql_api_id, admin_graphql_api_customer_kept_id, customer } = (payload ?? {}) as Record<string, unknown>
  const inner = (customer as { id?: unknown } | null | undefined)?.id
  return (
    customerIdOf(customerId) ??
    customerIdOf(admin_graphql_api_customer_kept_id) ??
    customerIdOf(admin_graphql_api_id) ??
    customerIdOf(inner)
  )
}

interface Row {
  webhook_id: string
  topic: string
  customer_id: bigint | null
  payload: Prisma.JsonValue
  received_at: Date
}

const BATCH = 500
const ATTEMPTS_MAX = 5

/** Handles one delivery of a topic, in the transaction that settles its row. */
export type TopicHandler = (
  tx: Tx,
  shop: string,
  row: { topic: string; customer: bigint | null; payload: Prisma.JsonValue; receivedAt: Date },
) => Promise<void>

/**
 * Takes waiting rows in batches until none is left; any number of workers may do so at once. Rows about customers collapse into one
 * nomination per customer; other topics go to their handler, each in a transaction of its own, so that one bad row stops nobody.
 */
export async function drain(
  world: World,
  shop: string,
  handlers: Readonly<Record<string, TopicHandler>>,
): Promise<{ customers: number; rows: number }> {
  const seen = { customers: 0, rows: 0 }
  for (;;) {
    const rows = await write(world, async (tx) => {
      const taken = await tx.$queryRaw<Row[]>`
        select webhook_id, topic, customer_id, payload, received_at from inbox
        where shop_id = ${shop} and state = 'waiting' and (retry_at is null or retry_at <= ${world.now()}::timestamp)
        order by received_at limit ${BATCH} for update skip locked`
      const plain = taken.filter((row) => !(row.topic in handlers))
      const customers = new Set(plain.flatMap((row) => (row.customer_id === null ? [] : [row.customer_id])))
      await nominateToldOf(tx, shop, [...customers])
      await settle(world, tx, shop, plain)
      seen.customers += customers.size
      seen.rows += taken.length
      return taken
    })
    for (const row of rows) if (row.topic in handlers) await handleOne(world, shop, row, handlers)
    if (rows.length < BATCH) return seen
  }
}

async function settle(world: World, tx: Tx, shop: string, rows: readonly Row[]): Promise<void> {
  if (rows.length === 0) return
  const webhookId = { in: rows.map((row) => row.webhook_id) }
  // A settled row keeps its id, so that a late duplicate is still recognised, and gives up its payload.
  await tx.inboxRow.updateMany({
    where: { shopId: shop, webhookId },
    data: { state: 'done', settledAt: world.now(), payload: {}, reason: null },
  })
}

async function handleOne(world: World, shop: string, row: Row, handlers: Readonly<Record<string, TopicHandler>>): Promise<void> {
  try {
    await write(world, async (tx) => {
      // Another worker may have taken it since.
      const mine = await tx.$queryRaw<unknown[]>`
        select 1 from inbox where shop_id = ${shop} and webhook_id = ${row.webhook_id} and state = 'waiting' for update skip locked`
      if (mine.length === 0) return
      await handlers[row.topic]?.(tx, shop, {
        topic: row.topic,
        customer: row.customer_id,
        payload: row.payload,
        receivedAt: row.received_at,
      })
      await settle(world, tx, shop, [row])
    })
  } catch (error) {
    await fail(world, shop, row.webhook_id, error)
  }
}

/** What could not be handled stays, with the reason, and is tried again; after a few attempts it waits for a person. */
async function fail(world: World, shop: string, webhookId: string, error: unknown): Promise<void> {
  const reason = reasonOf(error)
  world.log.error({ shop, webhookId, reason }, 'an inbox row could not be handled')
  await write(world, async (tx) => {
    const where = { shopId_webhookId: { shopId: shop, webhookId } }
    const { attempts } = await tx.inboxRow.update({ where, data: { attempts: { increment: 1 }, reason }, select: { attempts: true } })
    if (attempts >= ATTEMPTS_MAX) {
      await tx.inboxRow.update({ where, data: { state: 'failed' } })
      return
    }
    const retryAt = new Date(world.now().getTime() + 2 ** attempts * 1000)
    await tx.inboxRow.update({ where, data: { retryAt } })
    // A key of its own: the retry of one row must not move another's.
    await addJob(tx, 'inbox.drain', { shop }, { key: `inbox-retry:${shop}:${webhookId}`, runAt: retryAt })
  })
}

/** Puts what was given up back into the line, in the caller's transaction. Answers how many deliveries. */
export async function putBack(tx: Tx, shop: string): Promise<number> {
  const where = { shopId: shop, state: 'failed' }
  const { count } = await tx.inboxRow.updateMany({ where, data: { state: 'waiting', attempts: 0, retryAt: null } })
  if (count > 0) await addJob(tx, 'inbox.drain', { shop }, { key: `inbox:${shop}` })
  return count
}
