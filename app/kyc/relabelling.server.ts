import type { KycRelabelling, Prisma } from '../../generated/prisma/client.ts'
import type { TopicHandler } from '../inbox/inbox.server.ts'
import type { Tx } from '../platform/db.server.ts'
import { addJob, nominateMany } from '../platform/jobs.server.ts'
import { type World, write } from '../platform/world.server.ts'
import { linesOf, readBulkOperation, stageVariables, startOnce } from '../shopify/bulk.server.ts'
import type { ShopClient } from '../shopify/client.server.ts'
import { customerGid } from '../shopify/gid.ts'
import { AddTagsDocument, RemoveTagsDocument } from '../shopify/operations.generated.ts'
import { readSettings } from '../staff/settings.ts'
import type { LabelKey } from './case.ts'
import type { Base } from './protocol.ts'
import { type Answered, judge, type Line, type Verdict } from './relabelled.ts'
import { LABEL_KEYS, reworded, type Wording } from './tags.ts'
import { wordingsOf } from './wordings.ts'

/** Customers of one part: few enough that little happens between reading our rows and the last line, and that its result fits in memory. */
const PART = 5000
/** The webhook of the end may be lost; until it comes, somebody looks. */
const LOOK_MS = 30_000

/** Begins a change of wording by bulk mutations, in the transaction of the settings (docs/decisions/0011-relabelling-in-bulk.md). */
export async function beginRelabelling(tx: Tx, shop: string, changedAt: string): Promise<void> {
  await tx.kycRelabelling.deleteMany({ where: { shopId: shop } })
  await tx.kycRelabelling.create({ data: { shopId: shop, changedAt } })
  await carryOn(tx, shop)
}

const carryOn = (tx: Tx, shop: string, runAt?: Date): Promise<void> =>
  addJob(tx, 'kyc.relabel', { shop }, { key: `relabel:${shop}`, queue: `relabel:${shop}`, priority: 10, ...(runAt ? { runAt } : {}) })

/** `bulk_operations/finish`: whoever waits for this operation need not wait longer. */
export const afterBulkMutation: TopicHandler = async (tx, shop, { payload }) => {
  const operation = String((payload as Record<string, unknown> | null)?.admin_graphql_api_id ?? '')
  if ((await tx.kycRelabelling.count({ where: { shopId: shop, operation } })) > 0) await carryOn(tx, shop)
}

interface Words {
  readonly wording: Wording
  readonly earlier: Wording
  readonly keys: readonly LabelKey[]
}

/** How a job of a relabelling ended. */
export type Step = 'over' | 'waits' | 'goes-on'

/**
 * Carries a relabelling on by one step; another job follows. May be killed anywhere: every step is remembered before the next, and adding or
 * removing a tag twice is adding or removing it once. Rejects with NotInstalled, ShopifySilent or ShopifyRefused.
 */
export async function relabel(world: World, shop: string): Promise<Step> {
  const row = await world.db.kycRelabelling.findUnique({ where: { shopId: shop } })
  if (!row || row.state === 'done') return 'over'
  const settings = readSettings((await world.db.shop.findUniqueOrThrow({ where: { shopId: shop } })).settings)
  const { wording, earlier } = wordingsOf(settings)
  if (earlier === null || settings.labelsChangedAt !== row.changedAt) return change(world, row, { state: 'done' }, 'over')
  const words = { wording, earlier, keys: LABEL_KEYS.filter((key) => reworded(key, wording, earlier)) }
  const lines = row.lines as unknown as readonly Line[]
  if (lines.length === 0) return nextPart(world, row, words)
  const client = await world.shopify(shop)
  if (row.operation === null) return send(world, client, row, lines, words)
  const found = await readBulkOperation(client, row.operation)
  if (found.at === 'running') return wait(world, shop)
  if (found.at === 'lost') return endPart(world, row, { nominated: lines.map(([id]) => BigInt(id)), relabelled: 0 })
  const answers = found.url === null ? new Map<number, Answered>() : await answersAt(found.url)
  return row.state === 'adding' ? afterAdding(world, client, row, lines, answers, words) : afterRemoving(world, row, lines, answers)
}

type Change = Prisma.KycRelabellingUpdateInput

async function change(world: World, { shopId, changedAt }: KycRelabelling, data: Change, step: Step, nominees: readonly bigint[] = []) {
  await write(world, async (tx) => {
    const { count } = await tx.kycRelabelling.updateMany({
      where: { shopId, changedAt },
      data: data as Prisma.KycRelabellingUpdateManyMutationInput,
    })
    if (count === 0) return
    await nominateMany(tx, shopId, nominees)
    if (step !== 'over') await carryOn(tx, shopId)
  })
  return step
}

async function wait(world: World, shop: string): Promise<'waits'> {
  await write(world, (tx) => carryOn(tx, shop, new Date(world.now().getTime() + LOOK_MS)))
  return 'waits'
}

/** The next customers by number whom we last saw with a label that is reworded. */
async function nextPart(world: World, row: KycRelabelling, { keys }: Words): Promise<Step> {
  const found = await world.db.$queryRaw<{ customer_id: bigint; labels: LabelKey[] }[]>`
    select customer_id, base -> 'labels' as labels from kyc_cases
    where shop_id = ${row.shopId} and not gone and customer_id > ${row.reached} and base -> 'labels' ?| ${[...keys]}::text[]
    order by customer_id limit ${PART}`
  const last = found.at(-1)
  if (!last) return change(world, row, { state: 'done' }, 'over')
  const lines = found.map(({ customer_id, labels }): Line => [String(customer_id), keys.filter((key) => labels.includes(key))])
  const fresh = { stagedPath: null, operation: null, mark: world.newId().replaceAll('-', ''), builtAt: world.now() }
  return change(
    world,
    row,
    { ...fresh, state: 'adding', reached: last.customer_id, lines: lines as unknown as Prisma.InputJsonValue },
    'goes-on',
  )
}

async function send(world: World, client: ShopClient, row: KycRelabelling, lines: readonly Line[], words: Words): Promise<Step> {
  const adding = row.state === 'adding'
  const mark = `${row.mark}${adding ? 'a' : 'r'}`
  if (row.stagedPath === null) {
    const texts = adding ? words.wording : words.earlier
    const variables = lines.map(([id, keys]) => ({ id: customerGid(BigInt(id)), tags: keys.map((key) => texts[key]) }))
    return change(world, row, { stagedPath: await stageVariables(client, variables) }, 'goes-on')
  }
  const operation = await startOnce(client, adding ? AddTagsDocument : RemoveTagsDocument, mark, row.stagedPath)
  if (operation) await world.db.kycRelabelling.updateMany({ where: { shopId: row.shopId, changedAt: row.changedAt }, data: { operation } })
  return wait(world, row.shopId)
}

/** A line of a bulk mutation's result, as Shopify writes it. */
interface AnswerLine {
  readonly __lineNumber: number
  readonly data?: Record<string, { readonly node: { readonly tags?: string[] } | null; readonly userErrors: readonly unknown[] } | null>
  readonly errors?: readonly unknown[]
}

const ANSWERS_TOGETHER = 1000

async function answersAt(url: string): Promise<Map<number, Answered>> {
  const answers = new Map<number, Answered>()
  for await (const { text } of linesOf(url, 0, ANSWERS_TOGETHER)) {
    for (const line of text.split('\n')) {
      const answered = JSON.parse(line) as AnswerLine
      const payload = answered.data?.tagsAdd ?? answered.data?.tagsRemove
      const failed = answered.errors !== undefined || !payload?.node?.tags || payload.userErrors.length > 0
      answers.set(answered.__lineNumber, { tags: failed ? null : (payload.node?.tags ?? []) })
    }
  }
  return answers
}

/** What was added stands beside the former text, or somebody has edited since: then our text is taken back, and the law sees what he did. */
async function afterAdding(
  world: World,
  client: ShopClient,
  row: KycRelabelling,
  lines: readonly Line[],
  answers: ReadonlyMap<number, Answered>,
  words: Words,
): Promise<Step> {
  const read = await lastReadings(world, row.shopId, lines)
  const builtAt = row.builtAt?.getTime() ?? 0
  const verdicts = lines.map(
    (line, at): Verdict => judge(line, answers.get(at), words, (read.get(line[0]) ?? Number.POSITIVE_INFINITY) < builtAt),
  )
  const undone = verdicts.filter(({ undo }) => undo.length > 0)
  for (const { customer, undo } of undone) {
    await client.request(RemoveTagsDocument, { id: customerGid(BigInt(customer)), tags: undo.map((key) => words.wording[key]) })
  }
  const nominees = verdicts.filter(({ doubtful }) => doubtful).map(({ customer }) => BigInt(customer))
  const rest = verdicts.filter(({ remove }) => remove.length > 0).map(({ customer, remove }): Line => [customer, remove])
  const counts = added(row, { undone: undone.length, nominated: nominees.length })
  if (rest.length === 0) return change(world, row, { ...CLEARED, counts }, 'goes-on', nominees)
  const next = { ...CLEARED, state: 'removing', lines: rest as unknown as Prisma.InputJsonValue, counts }
  return change(world, row, next, 'goes-on', nominees)
}

const CLEARED = { lines: [], stagedPath: null, operation: null } satisfies Change

async function afterRemoving(
  world: World,
  row: KycRelabelling,
  lines: readonly Line[],
  answers: ReadonlyMap<number, Answered>,
): Promise<Step> {
  const failed = lines.filter((_, at) => (answers.get(at)?.tags ?? null) === null).map(([id]) => BigInt(id))
  return endPart(world, row, { nominated: failed, relabelled: lines.length - failed.length })
}

const endPart = (world: World, row: KycRelabelling, { nominated, relabelled }: { nominated: readonly bigint[]; relabelled: number }) =>
  change(world, row, { ...CLEARED, state: 'adding', counts: added(row, { relabelled, nominated: nominated.length }) }, 'goes-on', nominated)

function added({ counts }: KycRelabelling, more: Readonly<Record<string, number>>): Record<string, number> {
  const sum: Record<string, number> = { ...(counts as Record<string, number>) }
  for (const [name, count] of Object.entries(more)) sum[name] = (sum[name] ?? 0) + count
  return sum
}

/** When each customer's base was last set: by a reading that found something, or by a write of ours. */
async function lastReadings(world: World, shop: string, lines: readonly Line[]): Promise<Map<string, number>> {
  const rows = await world.db.kycCase.findMany({
    where: { shopId: shop, customerId: { in: lines.map(([id]) => BigInt(id)) } },
    select: { customerId: true, base: true },
  })
  return new Map(
    rows.map(({ customerId, base }) => [String(customerId), (base as unknown as Base | null)?.readAt ?? Number.POSITIVE_INFINITY]),
  )
}
