import { rmSync } from 'node:fs'
import { handlersOf } from '../../../app/handlers.server.ts'
import { config } from '../../../app/platform/config.server.ts'
import { openDatabase } from '../../../app/platform/db.server.ts'
import { makeWorld, type World } from '../../../app/platform/world.server.ts'
import type { ShopClient } from '../../../app/shopify/client.server.ts'

const START = Date.parse('2026-11-22T03:00:00Z')

/** What every sequence runs on: a real PostgreSQL and document folder, one clock that moves only when told, and a store that takes anything. */
export class Desk {
  now = START
  readonly world: World
  private readonly db = openDatabase(config().databaseUrl)

  constructor() {
    const world = makeWorld(config(), this.db)
    this.world = { ...world, now: () => new Date(this.now), shopify: async (shop) => agreeable(shop) }
  }

  /** A desk without anybody. */
  async clear(): Promise<void> {
    this.now = START
    rmSync(this.world.config.dataDir, { recursive: true, force: true })
    const tables = await this.db.$queryRaw<{ name: string }[]>`
      select table_name as name from information_schema.tables
      where table_schema = 'public' and table_type = 'BASE TABLE' and table_name <> '_prisma_migrations'`
    await this.db.$executeRawUnsafe(`truncate ${tables.map(({ name }) => `"${name}"`).join(', ')}`)
    await this.db.$executeRaw`delete from graphile_worker._private_jobs`
  }

  /** Carries out what is due by this clock, as the worker would, until nothing is left of it. Mails stay: nobody listens for them here. */
  async work(): Promise<void> {
    const handlers = handlersOf(this.world) as unknown as Record<string, (data: unknown) => Promise<unknown>>
    for (;;) {
      const jobs = await this.db.$queryRaw<{ task: string; payload: unknown }[]>`
        delete from graphile_worker._private_jobs j using graphile_worker._private_tasks t
        where t.id = j.task_id and j.locked_at is null and (j.run_at <= now() or j.run_at <= ${this.world.now()}::timestamptz)
        returning t.identifier as task, j.payload`
      if (jobs.length === 0) return
      for (const { task, payload } of jobs) if (!LEFT.includes(task)) await handlers[task]?.(payload)
    }
  }

  close(): Promise<void> {
    return this.db.$disconnect()
  }
}

const LEFT = ['mail.send', 'shop.facts', 'kyc.sweep', 'kyc.watch', 'kyc.compare']

/** A store that takes every address and knows no customer: who was redacted is gone there too. */
const agreeable = (shop: string): ShopClient =>
  ({
    shop,
    request: async () => ({ data: { customer: null, customerAddressCreate: { userErrors: [] } }, errors: [] }),
  }) as unknown as ShopClient
