// What staff do all day, from so many callers at once in one process: pages of the queue, then searches. The store answers names at once:
// how long Shopify takes is not ours to measure here. Prints one JSON line.
import { NO_FILTER } from '../../app/kyc/filters.ts'
import { queueScreen } from '../../app/kyc/queue-screen.server.ts'
import { VIEWS } from '../../app/kyc/views.ts'
import { config } from '../../app/platform/config.server.ts'
import { openDatabase } from '../../app/platform/db.server.ts'
import { makeWorld, type World } from '../../app/platform/world.server.ts'
import { customerOf, SHOP } from './million.ts'
import { personOf, rareName } from './people.ts'

const ASKER = { filter: NO_FILTER, me: 7n, serviceHours: 24 }

const [callers = '16', calls = '100', customers = '1000000'] = process.argv.slice(2)
const COUNT = Number(customers)

const request = async (_: unknown, { ids }: { readonly ids: readonly string[] }) => {
  const nodes = ids.map((id) => {
    const { email, ...name } = personOf((Number(id.split('/').at(-1)) - customerOf(0)) / 32)
    return { id, ...name, defaultEmailAddress: { emailAddress: email } }
  })
  return { data: { nodes }, errors: [] }
}

const db = openDatabase(config().databaseUrl, Number(callers))
const world: World = { ...makeWorld(config(), db), shopify: async () => ({ shop: SHOP, request }) as never }

/** Runs the callers; latencies as a caller sees them. `act` says how many rows its answer held. */
async function measure(act: (n: number) => Promise<number>, each: number) {
  const took: number[] = []
  let rows = 0
  let next = 0
  const started = performance.now()
  const caller = async () => {
    for (let call = 0; call < each; call++) {
      const sentAt = performance.now()
      const found = await act(next++)
      rows += found
      took.push(performance.now() - sentAt)
    }
  }
  await Promise.all(Array.from({ length: Number(callers) }, caller))
  const seconds = (performance.now() - started) / 1000
  took.sort((a, b) => a - b)
  const at = (share: number) => Number((took[Math.floor(took.length * share)] ?? 0).toFixed(1))
  return {
    perSecond: Math.round(took.length / seconds),
    p50Ms: at(0.5),
    p95Ms: at(0.95),
    p99Ms: at(0.99),
    rowsPerCall: Number((rows / took.length).toFixed(1)),
  }
}

/** The first page of a list, or one somewhere in it. */
async function page(n: number): Promise<number> {
  const view = VIEWS[n % VIEWS.length] ?? 'all'
  const at = new Date(Date.UTC(2026, 10, 20) - ((n * 104729) % 900_000) * 60_000).toISOString()
  const from = n % 3 === 0 ? null : { after: `${at}_${customerOf(n)}` }
  return (await queueScreen(world, SHOP, { view, query: '', from, ...ASKER })).rows.length
}

/** What is typed, by turns: rare and common names in parts and whole, letters, addresses, numbers. */
function typed(n: number): string {
  const someone = personOf(1 + ((n * 7919) % COUNT))
  const kinds = [
    rareName(n),
    rareName(n * 3),
    '綾戸',
    someone.lastName,
    `${someone.lastName} ${someone.firstName}`,
    `${someone.lastName}${someone.firstName}`,
  ]
  kinds.push('tanak', someone.email ?? '', someone.phone?.replace('+81', '0') ?? '1234', rareName(n * 7), '藤', String(customerOf(n)))
  return kinds[n % kinds.length] ?? ''
}

const search = async (n: number): Promise<number> =>
  (await queueScreen(world, SHOP, { view: 'all', query: typed(n), from: null, ...ASKER })).rows.length

await measure(page, 20)
await measure(search, 10)
const queue = await measure(page, Number(calls))
const found = await measure(search, Number(calls))
process.stdout.write(`${JSON.stringify({ queue, search: found })}\n`)
await db.$disconnect()
