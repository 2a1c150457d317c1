import { PrismaPg } from '@prisma/adapter-pg'
import { PrismaClient } from '../../generated/prisma/client.ts'
import { config } from './config.server.ts'

/** Inside a transaction: the same tables, no nested transaction. */
export type Tx = Omit<PrismaClient, '$connect' | '$disconnect' | '$on' | '$use' | '$extends' | '$transaction'>

// Our columns hold UTC without saying so: a server that thinks in another zone would shift what it is asked to compare or to fill in.
const IN_UTC = '-c timezone=UTC'

/** A client on a pool of its own, of at most `connections`. The caller disconnects it. */
export const openDatabase = (url: string, connections = 12): PrismaClient =>
  new PrismaClient({ adapter: new PrismaPg({ connectionString: url, max: connections, options: IN_UTC }) })

let opened: PrismaClient | undefined

/** The one client of this process. */
export function database(): PrismaClient {
  opened ??= openDatabase(config().databaseUrl)
  return opened
}

export type Database = PrismaClient
