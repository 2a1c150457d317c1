// `npm run audit -- verify | seal | accept-loss [--shop NAME]`: looks through the audit log, seals it now, or says that a restore lost a part of
// it (docs/operations.md). Ends with 1 when something is wrong.
import { parseArgs } from 'node:util'
import { acceptLoss } from '../app/audit/accept-loss.server.ts'
import type { Finding, FindingCode } from '../app/audit/chain.ts'
import { checkShop, shopsWithLog } from '../app/audit/checks.server.ts'
import { sealShop } from '../app/audit/seal.server.ts'
import { world as theWorld } from '../app/platform/world.server.ts'

const { values, positionals } = parseArgs({ allowPositionals: true, options: { shop: { type: 'string' } } })
const [act = ''] = positionals

const WORDS: Readonly<Record<FindingCode, (of: Finding) => string>> = {
  'row-changed': ({ row, seal }) => `row ${row} does not read as it did when seal ${seal} was made`,
  'row-missing': ({ seal, place }) => `a row of seal ${seal} is missing: the one at place ${Number(place) + 1}`,
  'row-added': ({ row, seal }) => `row ${row} says that it belongs to seal ${seal}, which does not know it`,
  'row-late': ({ row }) => `row ${row} is dated before a seal that does not cover it: it was put in afterwards`,
  'seal-changed': ({ seal }) => `seal ${seal} is not as it was made, or does not follow from the one before`,
  'seal-missing': ({ seal }) => `seal ${seal} is missing`,
  'copy-ahead': ({ seal }) => `the copy outside knows seal ${seal}, the database does not: it was cut off, or an older one was put back`,
  'copy-differs': ({ seal }) => `seal ${seal} is another one in the copy outside`,
  'copy-lacks': ({ seal }) => `the copy outside lacks seal ${seal}, which was copied`,
  'copy-unreadable': () => 'the copy outside cannot be read',
}

const FINDINGS_SHOWN = 50

const world = theWorld()

async function verify(shop: string): Promise<boolean> {
  const { rows, seals, unsealed, lost, formerKey, until, findings } = await checkShop(world, shop)
  const more = [
    `${rows} rows in ${seals} seals${until ? `, whole until ${until.toISOString()}` : ''}`,
    `${unsealed} not sealed yet`,
    ...(lost > 0 ? [`${lost} seals whose rows were lost with a database`] : []),
    ...(formerKey > 0 ? [`${formerKey} seals under a former key, held by those after them and by the copy outside`] : []),
  ]
  console.log(`${shop}: ${findings.length === 0 ? 'whole' : 'BROKEN'}; ${more.join('; ')}`)
  for (const finding of findings.slice(0, FINDINGS_SHOWN)) console.log(`  - ${WORDS[finding.code](finding)}`)
  if (findings.length > FINDINGS_SHOWN) console.log(`  - and ${findings.length - FINDINGS_SHOWN} more`)
  return findings.length === 0
}

const ACTS: Readonly<Record<string, (shop: string) => Promise<boolean>>> = {
  verify,
  seal: async (shop) => {
    console.log(`${shop}: ${await sealShop(world, shop)} rows sealed`)
    return true
  },
  'accept-loss': async (shop) => {
    console.log(`${shop}: ${await acceptLoss(world, shop)} seals marked as lost`)
    return true
  },
}

const chosen = ACTS[act]
if (!chosen) {
  console.error(`npm run audit -- ${Object.keys(ACTS).join(' | ')} [--shop NAME]`)
  process.exit(2)
}
for (const shop of values.shop ? [values.shop] : await shopsWithLog(world)) {
  const fine = await chosen(shop).catch((error: Error) => {
    console.log(`${shop}: ${error.message}`)
    return false
  })
  if (!fine) process.exitCode = 1
}
await world.db.$disconnect()
