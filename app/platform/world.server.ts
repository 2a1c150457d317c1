import { randomUUID } from 'node:crypto'
import type { Lane } from '../shopify/bucket.ts'
import { Budgets } from '../shopify/budgets.server.ts'
import { type ShopClient, shopClient } from '../shopify/client.server.ts'
import { Sessions } from '../shopify/sessions.server.ts'
import { type Config, config } from './config.server.ts'
import { type Database, database, type Tx } from './db.server.ts'
import { Keyring } from './keyring.server.ts'
import { log } from './log.server.ts'

/** Everything a use case may touch outside its own values. Tests hand in another clock or database. */
export interface World {
  readonly db: Database
  readonly config: Config
  readonly sessions: Sessions
  readonly budgets: Budgets
  readonly keyring: Keyring
  readonly log: typeof log
  now(): Date
  newId(): string
  /** The shop's Admin API, for somebody who waits unless it is said to be mass work; throws NotInstalled. */
  shopify(shop: string, lane?: Lane): Promise<ShopClient>
}

let made: World | undefined

/** The world of this process. */
export function world(): World {
  made ??= makeWorld(config(), database())
  return made
}

export function makeWorld(told: Config, db: Database): World {
  const sessions = new Sessions(db)
  const budgets = new Budgets(db)
  return {
    db,
    config: told,
    sessions,
    budgets,
    keyring: new Keyring(db, told.masterKeys),
    log,
    now: () => new Date(),
    newId: () => randomUUID(),
    shopify: (shop, lane = 'urgent') => shopClient(sessions, budgets, shop, lane),
  }
}

/** The same world for mass work: what it asks of Shopify waits for whoever is waited for. */
export const forMassWork = (world: World): World => ({ ...world, shopify: (shop) => world.shopify(shop, 'mass') })

/** Writes in one transaction: rows and the jobs that follow from them exist together or not at all. */
export const write = <T>(world: World, work: (tx: Tx) => Promise<T>): Promise<T> =>
  world.db.$transaction(work, { maxWait: 10_000, timeout: 20_000 })
