import { ErasedCustomer } from '../accounts/erased.server.ts'
import { namesRead } from '../checks/readings.server.ts'
import { matchAnew, withdrawAcceptance } from '../payout/in-force.server.ts'
import { sealJson, unsealJson } from '../platform/crypto.server.ts'
import type { Tx } from '../platform/db.server.ts'
import { type World, write } from '../platform/world.server.ts'
import type { Case, Part } from './case.ts'
import { move } from './cases.server.ts'
import { type ChangeRules, changedFields, type IdentityValues, type Judged, judge, type NativeValues, partFor } from './changes.ts'
import type { Who } from './expiries.server.ts'
import { keepWaiting } from './expiring.server.ts'
import { tell } from './history.server.ts'
import { tellCustomer } from './mails.server.ts'
import { lockCase } from './rows.server.ts'
import { openProfile } from './submission.server.ts'
import { openTask } from './tasks.server.ts'

/** What is kept: who the customer was when approved, and what was last seen of that, so that each change is met once. */
interface Kept {
  readonly approved: IdentityValues
  readonly seen: IdentityValues
}

const SYSTEM = { kind: 'system' } as const
const about = ({ shop, customer }: Who): string => `${shop}:kyc-verified-values:${customer}`
const idOf = ({ shop, customer }: Who) => ({ shopId_customerId: { shopId: shop, customerId: customer } })

/** Opens what was sealed of the verified values. */
export const openValues = async (world: World, who: Who, sealed: Uint8Array): Promise<Kept> =>
  unsealJson(await world.keyring.of(who.shop), about(who), sealed) as Kept

/**
 * Compares a verified customer with what was approved, at each reading by id, and does what the shop's rules say of a change: nothing, a task,
 * or a lock (law: expire of the papers that prove it; docs/decisions/0016-papers-run-out.md). Without values of an approval it takes those that
 * the reading shows, silently. By another name, and after each approval, the holder of the payout account is compared anew (D05, E01). The same change is met once, and its taking back is a change of its own that opens nothing. True: it locked.
 */
export async function compareValues(world: World, who: Who, native: NativeValues, rules: ChangeRules): Promise<boolean> {
  const { shopId_customerId: of } = idOf(who)
  const [row, profile] = await Promise.all([
    world.db.kycVerifiedValues.findUnique({ where: idOf(who) }),
    world.db.kycProfile.findUnique({ where: idOf(who), select: { sealed: true } }),
  ])
  const birthDate = profile ? ((await openProfile(world, who, profile.sealed)).birthDate ?? '') : ''
  const now: IdentityValues = { ...native, birthDate }
  const kept = row ? await openValues(world, who, row.sealed) : null
  // No party makes fewer fields differ than the corporation's: what this calls the same is the same for everybody.
  if (kept && changedFields(kept.seen, now, 'corporation').length === 0) return false
  const compared = write(world, async (tx) => {
    const known = await lockCase(tx, who.shop, who.customer, world.now())
    if (!known.verified) return false
    const fresh = await tx.kycVerifiedValues.findUnique({ where: idOf(who), select: { takenAt: true } })
    // Approved in between: the next reading takes the values of that approval.
    if (fresh?.takenAt.getTime() !== row?.takenAt.getTime()) return false
    const sealed = sealJson(await world.keyring.of(who.shop), about(who), { approved: kept?.approved ?? now, seen: now })
    await tx.kycVerifiedValues.upsert({
      where: idOf(who),
      create: { ...of, sealed, takenAt: world.now() },
      update: { sealed },
    })
    const judged = kept ? judge(changedFields(kept.seen, now, known.party), kept.seen, rules) : NOTHING
    const locked = await meet(world, tx, who, known, judged)
    const renamed = [...judged.locks, ...judged.tasks].some((field) => field === 'name' || field === 'company')
    if (renamed) await withdrawAcceptance(tx, who)
    if (renamed || !kept) await matchAnew(world, tx, who, await namesRead(world, tx, who, declaredIn(native)))
    return locked
  })
  return compared.catch((error: unknown) => {
    if (error instanceof ErasedCustomer) return false
    throw error
  })
}

const NOTHING: Judged = { locks: [], tasks: [] }
const declaredIn = ({ name, company }: NativeValues) => ({ name: name || null, company: company || null })

async function meet(world: World, tx: Tx, who: Who, known: Case, { locks, tasks }: Judged): Promise<boolean> {
  const { shop, customer } = who
  if (locks.length + tasks.length === 0) return false
  await tell(world, tx, shop, customer, 'identity-changed', SYSTEM, { data: { fields: [...locks, ...tasks] } })
  if (locks.length === 0) {
    await openTask(world, tx, shop, customer, { code: 'identity-changed', fields: tasks })
    return false
  }
  const parts: readonly Part[] = [...new Set(locks.map(partFor))]
  for (const part of parts) {
    const data = { because: 'identity-changed', fields: locks.filter((field) => partFor(field) === part) }
    const moved = await move(world, tx, shop, customer, { type: 'expire', part }, SYSTEM, { data })
    if (!moved.ok) throw new Error('the law did not take a lock')
    if (known[part] === 'submitted') await keepWaiting(world, tx, who, part)
  }
  const [only] = parts
  await tellCustomer(world, tx, shop, customer, { type: 'lock', fields: locks, ...(only && parts.length === 1 ? { part: only } : {}) })
  await openTask(world, tx, shop, customer, { code: 'identity-locked', fields: [...locks, ...tasks] })
  return true
}
