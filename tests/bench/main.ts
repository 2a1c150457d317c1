// `npm run bench -- NAME [--count N]`: one JSON line with the ratio measured in this run, the absolute figures, and the machine.
import { cpus } from 'node:os'
import { parseArgs } from 'node:util'
import { bench as law } from './law.ts'
import { bench as propagation } from './propagation.ts'
import { bench as reconcile } from './reconcile.ts'
import { bench as search } from './search.ts'
import { bench as upload } from './upload.ts'
import { bench as webhook } from './webhook.ts'

/** `count` is how much there is: deliveries or customers. */
interface Wishes {
  readonly count?: number
}

type Bench = (wishes: Wishes) => Record<string, unknown> | Promise<Record<string, unknown>>

const BENCHES: Record<string, Bench> = { law, propagation, reconcile, search, upload, webhook }

const { positionals, values } = parseArgs({ allowPositionals: true, options: { count: { type: 'string' } } })
const bench = BENCHES[positionals[0] ?? '']
const count = Number(values.count ?? 1)
if (!bench || !Number.isInteger(count) || count < 1) {
  process.stderr.write(`npm run bench -- NAME [--count N], where NAME is one of: ${Object.keys(BENCHES).join(', ')}\n`)
  process.exit(2)
}
const [cpu] = cpus()
const figures = await bench(values.count ? { count } : {})
process.stdout.write(`${JSON.stringify({ ...figures, machine: { cpu: cpu?.model, cores: cpus().length, node: process.version } })}\n`)
