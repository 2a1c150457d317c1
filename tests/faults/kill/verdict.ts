import { setTimeout as pause } from 'node:timers/promises'
import { type CaseFacts, labelOf, labelsFor } from '../manual.ts'
import { askStore, hashOf, lever, Reviewer } from './doors.ts'
import type { Ledger } from './ledger.ts'
import { SHOP, type Stage } from './stage.ts'

const SETTLE_MS = 150_000
const LOOK_EVERY_MS = 500
const SWEEP_EVERY_MS = 10_000
const STILL_MS = 1500

interface Row extends CaseFacts {
  readonly customer_id: string
  readonly gone: boolean
  readonly leave: readonly unknown[] | null
}

interface Shown {
  readonly tags: readonly string[]
  readonly verified: { readonly value: string } | null
}

/**
 * Waits until the product has come to rest and store and database agree, and stays so. The sweep, which runs every minute, is asked for a
 * little sooner, as an operator might. Answers what is wrong; nothing when all is well.
 */
export async function settled(stage: Stage, ledger: Ledger): Promise<readonly string[]> {
  await stage.untilUp()
  const until = Date.now() + SETTLE_MS
  let swept = 0
  for (;;) {
    if (Date.now() - swept > SWEEP_EVERY_MS) {
      await stage.sql(`select graphile_worker.add_job('kyc.tick', '{}'::json, job_key := 'tick-by-hand')`)
      swept = Date.now()
    }
    await collect(stage, ledger)
    const before = await eventsOf(stage)
    const wrong = [...(await underWay(stage)), ...(await differences(stage, ledger))]
    if (wrong.length === 0) {
      await pause(STILL_MS)
      await collect(stage, ledger)
      const after = await eventsOf(stage)
      if (after === before) return judge(stage, ledger)
      if (Date.now() > until) return ['the store is written to for ever']
    } else if (Date.now() > until) return wrong
    await pause(LOOK_EVERY_MS)
  }
}

/** What was promised by now: deliveries that were answered with 200, and mails that were taken. */
export async function collect(stage: Stage, ledger: Ledger): Promise<void> {
  const { deliveries } = await lever<{ deliveries: { id: string; topic: string; state: string }[] }>(stage, 'GET', 'webhooks')
  for (const { id, topic, state } of deliveries) if (state === 'delivered') ledger.delivered.set(id, topic)
  const { mails } = await lever<{ mails: { id: number; headers: Record<string, string> }[] }>(
    stage,
    'GET',
    `mails?after=${ledger.lastMail}`,
  )
  for (const { id, headers } of mails) {
    ledger.lastMail = Math.max(ledger.lastMail, id)
    const message = headers['message-id']?.replace(/^<|@.*$/g, '') ?? `without an id ${id}`
    ledger.mails.set(message, (ledger.mails.get(message) ?? 0) + 1)
  }
}

let lastEvent = 0
async function eventsOf(stage: Stage): Promise<number> {
  const { events } = await lever<{ events: { id: number }[] }>(stage, 'GET', `events?after=${lastEvent}`)
  lastEvent = events.at(-1)?.id ?? lastEvent
  return lastEvent
}

const UNDER_WAY: Readonly<Record<string, string>> = {
  'a webhook waits in the inbox': `select topic, state, reason from inbox where state <> 'done'`,
  'a mail waits': `select id, template, state from mails where state in ('waiting', 'claimed')`,
  'a job is due': `select t.identifier, j.last_error, j.attempts from graphile_worker._private_jobs j
    join graphile_worker._private_tasks t on t.id = j.task_id
    where t.identifier not in ('kyc.watch', 'kyc.sweep', 'kyc.tick', 'shop.facts', 'kyc.nightly')
      and (j.locked_at is not null or j.run_at <= now() or j.last_error is not null)`,
}

async function underWay(stage: Stage): Promise<string[]> {
  const wrong: string[] = []
  for (const [what, query] of Object.entries(UNDER_WAY)) {
    const rows = await stage.sql(query)
    if (rows.length > 0) wrong.push(`${what}: ${JSON.stringify(rows.slice(0, 5))}`)
  }
  const { deliveries } = await lever<{ deliveries: { state: string }[] }>(stage, 'GET', 'webhooks')
  if (deliveries.some(({ state }) => state === 'waiting')) wrong.push('a delivery is on its way')
  return wrong
}

/** Every customer of the store, by id. */
async function everybody(stage: Stage): Promise<Map<number, Shown>> {
  const found = new Map<number, Shown>()
  for (let after: string | null = null; ; ) {
    const page: { customers: { nodes: (Shown & { legacyResourceId: string })[]; pageInfo: { hasNextPage: boolean; endCursor: string } } } =
      await askStore(
        stage,
        `query ($after: String) { customers(first: 250, after: $after) {
           nodes { legacyResourceId tags verified: metafield(namespace: "$app", key: "verified") { value } } pageInfo { hasNextPage endCursor } } }`,
        { after },
      )
    for (const { legacyResourceId, ...shown } of page.customers.nodes) found.set(Number(legacyResourceId), shown)
    if (!page.customers.pageInfo.hasNextPage) return found
    after = page.customers.pageInfo.endCursor
  }
}

/** Store against database, by the manual's table and not by anything of the product. */
async function differences(stage: Stage, ledger: Ledger): Promise<string[]> {
  const rows = new Map(
    (await stage.sql<Row>('select * from kyc_cases where shop_id = $1', [SHOP])).map((row) => [Number(row.customer_id), row]),
  )
  const shown = await everybody(stage)
  const wrong: string[] = []
  for (const [id, { tags, verified }] of shown) {
    const row = rows.get(id)
    if (!row) {
      wrong.push(`customer ${id} has no case`)
      continue
    }
    const own = tags.flatMap((tag) => labelOf(tag) ?? []).sort()
    const wanted = [...labelsFor(row)].sort()
    // Labels of an edit in progress are left alone for ten minutes (law, rule 6).
    if ((row.leave ?? []).length === 0 && own.join() !== wanted.join()) wrong.push(`customer ${id} shows ${own}, and the case is ${wanted}`)
    if ((verified?.value === 'true') !== (row.verified && !row.frozen))
      wrong.push(`customer ${id}: metafield ${verified?.value}, case ${JSON.stringify(row)}`)
    const foreign = ledger.foreign.get(id)
    if (foreign && !tags.includes(foreign)) wrong.push(`customer ${id} has lost ${foreign}`)
    if (ledger.deniedByHand.has(id) && verified?.value === 'true') wrong.push(`customer ${id}: a denial by hand was undone`)
  }
  for (const [id, { gone }] of rows) if (!shown.has(id) && !gone) wrong.push(`customer ${id} is gone, and the case is not`)
  return wrong
}

/** What was promised is there, once. */
async function judge(stage: Stage, ledger: Ledger): Promise<string[]> {
  return [
    ...(await lostDeliveries(stage, ledger)),
    ...(await mailFaults(stage, ledger)),
    ...(await decisionFaults(stage, ledger)),
    ...(await fileFaults(stage, ledger)),
  ]
}

async function lostDeliveries(stage: Stage, ledger: Ledger): Promise<string[]> {
  const ids = [...ledger.delivered.keys()]
  const rows = await stage.sql<{ id: string }>('select webhook_id as id from inbox where webhook_id = any($1)', [ids])
  const kept = new Set(rows.map(({ id }) => id))
  return ids.filter((id) => !kept.has(id)).map((id) => `the delivery ${id} (${ledger.delivered.get(id)}) got its 200 and is lost`)
}

async function mailFaults(stage: Stage, ledger: Ledger): Promise<string[]> {
  const rows = await stage.sql<{
    id: string
    template: string
    customer: string | null
    state: string
    reason: string | null
    frozen: boolean
  }>(
    `select m.id, m.template, m.customer_id as customer, m.state, m.reason, coalesce(c.frozen or not c.verified, true) as frozen
     from mails m left join kyc_cases c on c.customer_id = m.customer_id`,
  )
  const wrong: string[] = []
  for (const { id, template, state, reason, frozen, customer } of rows) {
    const times = ledger.mails.get(id) ?? 0
    const named = `mail ${template} ${id} of ${customer} (${state})`
    if (times > 1) wrong.push(`${named} was sent ${times} times`)
    if (state === 'sent' && times === 0) wrong.push(`${named} never arrived`)
    if (times > 0 && state !== 'sent' && state !== 'uncertain') wrong.push(`${named} arrived`)
    if (state === 'failed' && reason !== 'no-address') wrong.push(`${named} failed: ${reason}`)
    if (state === 'held' && !frozen) wrong.push(`${named} is held for ever`)
  }
  const known = new Set(rows.map(({ id }) => id))
  // With a customer who is deleted goes what we had of him.
  if (ledger.deleted.size === 0) for (const id of ledger.mails.keys()) if (!known.has(id)) wrong.push(`a mail ${id} that nobody wrote`)
  const count = (template: string, customer: number) =>
    rows.filter((row) => row.template === template && Number(row.customer) === customer).length
  for (const id of ledger.registered) {
    if (count('staff.registered', id) !== 1)
      wrong.push(`staff were told ${count('staff.registered', id)} times of the registration of ${id}`)
  }
  for (const [id, times] of ledger.sent)
    if (count('staff.submitted', id) !== times)
      wrong.push(`staff were told ${count('staff.submitted', id)} times and not ${times} of the papers of ${id}`)
  return wrong
}

const DECISIONS = ['approve', 'return', 'refuse', 'revoke', 'freeze', 'thaw']

async function decisionFaults(stage: Stage, ledger: Ledger): Promise<string[]> {
  const rows = await stage.sql<{ customer: string; type: string }>(
    `select customer_id as customer, type from kyc_events where actor = 'staff' and type = any($1) order by id`,
    [DECISIONS],
  )
  return [...ledger.decisions].flatMap(([id, wanted]) => {
    const written = rows.filter((row) => Number(row.customer) === id).map(({ type }) => type)
    return written.join() === wanted.join() ? [] : [`customer ${id}: decided ${wanted}, and the history says ${written}`]
  })
}

async function fileFaults(stage: Stage, ledger: Ledger): Promise<string[]> {
  const reviewer = new Reviewer(stage)
  const wrong: string[] = []
  for (const [id, file] of ledger.files) {
    if (file.looked) continue
    const bytes = await reviewer.document(id).catch((error: Error) => error.message)
    if (typeof bytes === 'string') wrong.push(`the file ${id} was taken, and cannot be read: ${bytes}`)
    else if (hashOf(bytes) !== file.hash) wrong.push(`the file ${id} is not what was handed in`)
    else file.looked = true
  }
  return wrong
}

/** Every file that was ever taken is looked at again. */
export function lookAgain(ledger: Ledger): void {
  for (const file of ledger.files.values()) file.looked = false
}
