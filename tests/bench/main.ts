// `npm run bench -- NAME`: one JSON line with the ratio measured in this run, the absolute figures, and the machine.
import { cpus } from 'node:os'
import { bench as law } from './law.ts'
import { bench as propagation } from './propagation.ts'
import { bench as webhook } from './webhook.ts'

const BENCHES: Record<string, () => Record<string, unknown> | Promise<Record<string, unknown>>> = { law, propagation, webhook }

const name = process.argv[2] ?? ''
const bench = BENCHES[name]
if (!bench) {
  process.stderr.write(`npm run bench -- NAME, where NAME is one of: ${Object.keys(BENCHES).join(', ')}\n`)
  process.exit(2)
}
const [cpu] = cpus()
process.stdout.write(
  `${JSON.stringify({ ...(await bench()), machine: { cpu: cpu?.model, cores: cpus().length, node: process.version } })}\n`,
)
