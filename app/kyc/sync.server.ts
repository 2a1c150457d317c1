import { isErased } from '../accounts/erased.server.ts'
import { letSleep, nominate } from '../platform/jobs.server.ts'
import { type World, write } from '../platform/world.server.ts'
import type { ShopClient } from '../shopify/client.server.ts'
import { readSettings, type Settings } from '../staff/settings.ts'
import { verdictOf, withoutBulk } from './adopt.ts'
import { handApprovals } from './by-hand.server.ts'
import { type Case, type CaseEvent, NEW_CASE } from './case.ts'
import { dataOf, stampsOf } from './cases.server.ts'
import { letGoOfValues, noteExpiries } from './expiries.server.ts'
import { tell } from './history.server.ts'
import { dropVerified, isMailHeld, noticeStaff, releaseVerified, tellCustomer } from './mails.server.ts'
import { differs, isFromBefore } from './nominees.ts'
import { type Outcome, type Policy, type Reading, SEND_WITHIN_MS } from './protocol.ts'
import { confirm, reconcile } from './reconcile.ts'
import { type Loaded, load, type Stamps, saveCycle } from './rows.server.ts'
import { letBeForgotten, letBeFound } from './search.server.ts'
import { endProposal } from './second-eyes.server.ts'
import { isSeenUnchanged, permissionOf, settleSighting, type TakeOverPermission } from './sightings.server.ts'
import { readCustomer, type Wordings, type Written, writeCustomer } from './store.server.ts'
import { adoptionOf, waitsForOwner } from './take-over.ts'
import { openTask } from './tasks.server.ts'
import { compareValues } from './verified-values.server.ts'
import { wordingsOf } from './wordings.ts'

/** How a run of the engine ended. `unsettled`: the store still differs, and trying again at once would not help. */
export type Ended = 'settled' | 'left-alone' | 'gone' | 'unsettled'

/** A cycle that another one overtook, or that found a fresh edit, begins again; more than this in one job is somebody else's turn. */
const CYCLES_MAX = 5

interface Shop {
  readonly id: string
  readonly installedAt: Date
  readonly wordings: Wordings
  readonly settings: Settings
  readonly policy: Omit<Policy, 'handApprovals'>
}

/**
 * Brings one customer's case and store together: read by id → reconcile → commit → write → confirm (design.md section 3, protocol.ts).
 * Never two at a time for one customer: its jobs share a queue. Rejects with NotInstalled, ShopifySilent or ShopifyRefused; the intent that
 * was committed before the write then tells the next run what may have landed.
 */
export async function synchronise(world: World, shop: string, customer: bigint): Promise<Ended> {
  const of = await shopOf(world, shop)
  const client = await world.shopify(shop)
  for (let cycle = 0; cycle < CYCLES_MAX; cycle++) {
    const ended = await runCycle(world, client, of, customer)
    if (ended !== 'again') return ended
  }
  return 'unsettled'
}

async function shopOf(world: World, shop: string): Promise<Shop> {
  const row = await world.db.shop.findUniqueOrThrow({ where: { shopId: shop } })
  const settings = readSettings(row.settings)
  const { approveByTagRemoval, approveByTagAddition } = settings
  return {
    id: shop,
    installedAt: row.installedAt,
    wordings: wordingsOf(settings),
    settings,
    policy: { approveByTagRemoval, approveByTagAddition },
  }
}

async function runCycle(world: World, client: ShopClient, shop: Shop, customer: bigint): Promise<Ended | 'again'> {
  const from = await load(world.db, shop.id, customer, shop.installedAt)
  if (from.ours === null && (await isErased(world.db, shop.id, customer))) return 'gone'
  const permission = from.base === null ? await permissionOf(world.db, shop.id) : null
  const found = await readCustomer(world, client, customer, shop.wordings, permission?.source?.field ?? null, hasPapers(from.ours))
  if (!found) return markGone(world, shop.id, customer)
  const existedBefore = isFromBefore(found.createdAt, shop.installedAt)
  if (permission && isLeftAlone(permission, from, existedBefore, found.reading)) return 'left-alone'
  const who = { shop: shop.id, customer }
  const compare = async () => found.native !== null && (await compareValues(world, who, found.native, shop.settings.changes))
  // Before anything is written: what was locked for a change must not be opened by what was decided without it.
  if (from.ours?.verified && (await compare())) return 'again'
  const ours = from.ours ?? NEW_CASE
  const reading = withoutBulk(found.reading, from.intents)
  const trusted =
    existedBefore && permission !== null && (await isSeenUnchanged(world.db, shop.id, customer, permission, { ...found, reading }))
  const cycle = world.newId()
  const now = world.now().getTime()
  const outcome = reconcile({
    ours,
    base: from.base,
    intents: from.intents,
    leave: from.leave,
    theirs: found.reading,
    now,
    cycle,
    policy: { ...shop.policy, handApprovals: await handApprovals(world, shop.settings, { shop: shop.id, customer, party: ours.party }) },
    adopt: adoptionOf(ours, from.returning, trusted),
    own: found.own,
  })
  const silent = isSilent(from, outcome, found.reading) && !(await isMailHeld(world, shop.id, customer, outcome.next))
  if (!silent && !(await commit(world, shop, customer, from, outcome, found.reading, existedBefore))) return 'again'
  if (outcome.events.some(({ type }) => type === 'approve')) await compare()
  if (found.named) await letBeFound(world, shop.id, customer, found.named)
  if (silent || !outcome.writes) return 'settled'
  const written = await writeCustomer(world, client, customer, outcome.writes, shop.wordings, now + SEND_WITHIN_MS)
  // A document of which every part was refused selects nothing: the store is asked instead, so that its intents do not live on.
  const answer = written.answer ?? (await readCustomer(world, client, customer, shop.wordings))?.reading
  if (!answer) return markGone(world, shop.id, customer)
  const sent = { cycle, version: outcome.next.version, writes: outcome.writes }
  return takeAnswer(world, shop, customer, sent, { ...written, answer })
}

/** Who handed something in, or is verified: who they are in the store is compared, or may be approved by this reading. */
const hasPapers = (of: Case | null): boolean => of !== null && (of.verified || of.identity !== 'none' || of.corporate !== 'none')

/** Whoever calls: a webhook, a sweep, the watch, the comparison, a page. The one place where a customer waits for the owner. */
const isLeftAlone = (permission: TakeOverPermission, { ours, returning, decided }: Loaded, fromBefore: boolean, theirs: Reading): boolean =>
  waitsForOwner({ fromBefore, permission, ours, returning, decided, theirs })

/** An echo of our own, which most readings are: what is stored stays true as it is. */
const isSilent = (from: Loaded, { next, writes, events, tasks, intents, leave }: Outcome, theirs: Reading): boolean =>
  next === from.ours &&
  !from.gone &&
  writes === null &&
  [events, tasks, intents, leave, from.intents, from.leave].every((list) => list.length === 0) &&
  !differs(from.base, theirs)

/** Step 4: case, base, intents, history, tasks, mails and the wake-up, together or not at all. */
async function commit(world: World, shop: Shop, customer: bigint, from: Loaded, outcome: Outcome, theirs: Reading, existedBefore: boolean) {
  const at = world.now()
  return write(world, async (tx) => {
    if (from.ours === null)
      await tx.$executeRaw`insert into kyc_cases (shop_id, customer_id, opened_at, changed_at) values (${shop.id}, ${customer}, ${at}, ${at}) on conflict do nothing`
    const saved = await saveCycle(tx, shop.id, customer, from, outcome.next, outcome, stampsOfAll(outcome.events, at))
    if (!saved) return false
    if (outcome.adopted) {
      const data = existedBefore ? { verdict: verdictOf(outcome) } : {}
      await tell(world, tx, shop.id, customer, existedBefore ? 'taken-over' : 'registered', { kind: 'system' }, { data })
      if (existedBefore) await settleSighting(tx, shop.id, customer, at)
      else await noticeStaff(world, tx, shop.id, 'registered', { customer })
    }
    const approved = outcome.events.some(({ type }) => type === 'approve')
    if (outcome.next.version !== from.ours?.version) await endProposal(world, tx, { shop: shop.id, customer }, outcome.next, approved)
    if (outcome.events.length > 0) await noteExpiries(world, tx, { shop: shop.id, customer }, outcome.next)
    for (const event of outcome.events) {
      await tell(world, tx, shop.id, customer, event.type, { kind: 'shopify-admin' }, { data: dataOf(event) })
      await letGoOfValues(tx, { shop: shop.id, customer }, event, outcome.next)
      if (event.type === 'approve') await tellCustomer(world, tx, shop.id, customer, { type: 'approve' })
    }
    for (const task of outcome.tasks) await openTask(world, tx, shop.id, customer, task)
    if (outcome.wakeAt !== null) await nominate(tx, shop.id, customer, new Date(outcome.wakeAt))
    await releaseVerified(tx, shop.id, customer, outcome.next, theirs.metafield.value)
    return true
  })
}

const stampsOfAll = (events: readonly CaseEvent[], at: Date): Stamps => Object.assign({}, ...events.map((event) => stampsOf(event, at)))

/** Step 6: takes the answer in, with the rows loaded afresh. */
async function takeAnswer(
  world: World,
  shop: Shop,
  customer: bigint,
  sent: { cycle: string; version: number; writes: NonNullable<Outcome['writes']> },
  { answer, outcome, written, refused }: Written & { readonly answer: Reading },
): Promise<Ended | 'again'> {
  const result = await write(world, async (tx) => {
    const fresh = await load(tx, shop.id, customer, shop.installedAt)
    if (!fresh.ours) return 'again'
    const taken = confirm({
      ours: fresh.ours,
      base: fresh.base,
      intents: fresh.intents,
      leave: fresh.leave,
      sent,
      answer,
      outcome,
      written,
    })
    const saved = await saveCycle(tx, shop.id, customer, fresh, taken.ours, { ...taken, leave: fresh.leave }, {})
    if (!saved) return 'again'
    if (refused.length > 0) await openTask(world, tx, shop.id, customer, { code: 'store-refuses', because: refused })
    if (taken.wakeAt !== null) await nominate(tx, shop.id, customer, new Date(taken.wakeAt))
    else if (taken.settled) await letSleep(tx, shop.id, customer)
    // An answer that is older than the last decision says nothing about it.
    const timely = fresh.base?.cycle === sent.cycle && fresh.ours.version === sent.version
    if (timely) await releaseVerified(tx, shop.id, customer, taken.ours, answer.metafield.value)
    return taken.again ? 'again' : taken.settled ? 'settled' : 'unsettled'
  })
  // What Shopify refused, it will refuse again at once: better later, with the task open.
  return result === 'again' && refused.length > 0 ? 'unsettled' : result
}

/** The store has no such customer any more: deleted, or merged into another. Ends with a record, nothing is retried. */
async function markGone(world: World, shop: string, customer: bigint): Promise<'gone'> {
  await write(world, async (tx) => {
    const of = { shopId: shop, customerId: customer }
    const { count } = await tx.kycCase.updateMany({ where: { ...of, gone: false }, data: { gone: true, wakeAt: null } })
    if (count > 0) await tell(world, tx, shop, customer, 'gone', { kind: 'system' })
    await settleSighting(tx, shop, customer, world.now())
    await tx.kycIntent.deleteMany({ where: of })
    await letBeForgotten(tx, shop, customer)
    await letSleep(tx, shop, customer)
    await dropVerified(tx, shop, customer)
  })
  return 'gone'
}
