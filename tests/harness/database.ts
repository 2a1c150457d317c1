import { afterAll, beforeEach } from 'vitest'
import { config } from '../../app/platform/config.server.ts'
import { openDatabase } from '../../app/platform/db.server.ts'
import { makeWorld, type World } from '../../app/platform/world.server.ts'
import type { ShopClient } from '../../app/shopify/client.server.ts'

/** A world whose clock stands still until it is moved. */
export interface TestWorld extends World {
  /** Sets the clock. */
  at(moment: Date | string): void
  /** Moves the clock. */
  pass(milliseconds: number): void
}

interface Wishes {
  /** Where the clock starts; 2026-11-22T03:00:00Z unless told. */
  readonly now?: Date | string
  /** Answers for Shopify. Without it every question to Shopify fails, as for a shop without the app. */
  readonly shopify?: (shop: string) => Promise<ShopClient>
}

let opened: ReturnType<typeof openDatabase> | undefined

afterAll(() => opened?.$disconnect())

/** A world on the database of this test file. Tests of one file share it: give each a shop of its own with `newShop`. */
export async function testWorld({ now = '2026-11-22T03:00:00Z', shopify }: Wishes = {}): Promise<TestWorld> {
  opened ??= openDatabase(config().databaseUrl)
  let clock = new Date(now).getTime()
  return {
    ...makeWorld(config(), opened),
    now: () => new Date(clock),
    at: (moment) => {
      clock = new Date(moment).getTime()
    },
    pass: (milliseconds) => {
      clock += milliseconds
    },
    ...(shopify ? { shopify } : {}),
  }
}

let shops = 0

/** A shop in which the app is installed, with the settings given. */
export async function newShop(world: World, settings: object = {}): Promise<string> {
  shops += 1
  const shopId = `shop-${shops}.myshopify.com`
  await world.db.shop.create({ data: { shopId, settings } })
  return shopId
}

/** Gives every test of a file a shop of its own, with the settings given, in one world. */
export function inOwnShop(take: (world: TestWorld, shop: string) => void, settings: object = {}): void {
  let world: TestWorld | undefined
  beforeEach(async () => {
    world ??= await testWorld()
    take(world, await newShop(world, settings))
  })
}

/**
 * Waits until no job is held by a worker any more. The library ends a run before the last of its jobs is out of the table: on a busy machine a job that
 * was carried out is still there.
 */
export async function jobsSettled(world: World): Promise<void> {
  for (const deadline = Date.now() + 20_000; Date.now() < deadline; ) {
    const [row] = await world.db.$queryRaw<{ held: number }[]>`
      select count(*)::int as held from graphile_worker._private_jobs where locked_at is not null`
    if (row?.held === 0) return
    await new Promise((resolve) => setTimeout(resolve, 5))
  }
  throw new Error('a job is never let go')
}

interface WaitingJob {
  readonly task: string
  readonly payload: Record<string, unknown>
  readonly key: string | null
}

/** The jobs that wait in the queue, oldest first. */
export async function waitingJobs(world: World): Promise<WaitingJob[]> {
  return world.db.$queryRaw<WaitingJob[]>`
    select t.identifier as task, j.payload, j.key
    from graphile_worker._private_jobs j join graphile_worker._private_tasks t on t.id = j.task_id
    order by j.id`
}
