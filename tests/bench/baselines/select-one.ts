// The limit of the search bench: `select 1` from so many callers at once, each on a connection of its own that stays open.
import pg from 'pg'

const [connectionString = '', callers = '16', calls = '1000'] = process.argv.slice(2)
const took: number[] = []
const started = performance.now()

await Promise.all(
  Array.from({ length: Number(callers) }, async () => {
    const client = new pg.Client({ connectionString })
    await client.connect()
    for (let call = 0; call < Number(calls); call++) {
      const sentAt = performance.now()
      await client.query('select 1')
      took.push(performance.now() - sentAt)
    }
    await client.end()
  }),
)

const seconds = (performance.now() - started) / 1000
took.sort((a, b) => a - b)
const at = (share: number) => Number((took[Math.floor(took.length * share)] ?? 0).toFixed(2))
process.stdout.write(`${JSON.stringify({ perSecond: Math.round(took.length / seconds), p50Ms: at(0.5), p95Ms: at(0.95) })}\n`)
