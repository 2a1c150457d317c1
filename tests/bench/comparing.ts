// The worker's part of a nightly comparison, alone in a process: the survey's own jobs, one after the other, until it is over. Only Shopify's
// API is played; the file comes over HTTP. Prints one JSON line with the time, the figures, and what memory it took.
import type { OperationDefinitionNode } from 'graphql'
import { compare, comparison } from '../../app/kyc/comparison.server.ts'
import { carrySurveyOn } from '../../app/kyc/surveys.server.ts'
import { config } from '../../app/platform/config.server.ts'
import { openDatabase } from '../../app/platform/db.server.ts'
import { makeWorld, type World } from '../../app/platform/world.server.ts'
import { SHOP } from './million.ts'

const [url = ''] = process.argv.slice(2)

const ANSWERS: Readonly<Record<string, unknown>> = {
  StartBulkQuery: { bulkOperationRunQuery: { bulkOperation: { id: 'gid://shopify/BulkOperation/1' }, userErrors: [] } },
  ReadBulkOperation: { bulkOperation: { status: 'COMPLETED', errorCode: null, url } },
}
const request = async (document: { readonly definitions: readonly OperationDefinitionNode[] }) => ({
  data: ANSWERS[document.definitions[0]?.name?.value ?? ''],
  errors: [],
})

const db = openDatabase(config().databaseUrl, 4)
const world: World = { ...makeWorld(config(), db), shopify: async () => ({ shop: SHOP, request }) as never }
const megabytes = () => Math.round(process.memoryUsage().rss / 1024 / 1024)
const seen: number[] = [megabytes()]
const sampler = setInterval(() => seen.push(megabytes()), 100)

const started = performance.now()
const survey = await compare(world, SHOP)
while ((await carrySurveyOn(world, SHOP, survey, { compare: comparison, preview: comparison })) !== 'over');
const seconds = (performance.now() - started) / 1000
clearInterval(sampler)

const { state, counts } = await db.kycSurvey.findUniqueOrThrow({ where: { shopId_id: { shopId: SHOP, id: survey } } })
const peak = Math.round(process.resourceUsage().maxRSS / 1024)
/** The most in each quarter of the time: flat is when the last is no more than the second. */
const quarter = Math.ceil(seen.length / 4)
const quarters = [0, 1, 2, 3].map((n) => Math.max(0, ...seen.slice(n * quarter, (n + 1) * quarter)))
process.stdout.write(`${JSON.stringify({ state, counts, seconds, peakRssMb: peak, rssMbByQuarter: quarters })}\n`)
await db.$disconnect()
