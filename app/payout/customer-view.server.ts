import { readCase } from '../kyc/cases.server.ts'
import { lastWords } from '../kyc/history.server.ts'
import { hasConsented } from '../kyc/notice.server.ts'
import type { World } from '../platform/world.server.ts'
import { readSettings } from '../staff/settings.ts'
import { ibanCountries } from './account.ts'
import type { PayoutView } from './customer-view.ts'
import { rowInForce, type Who } from './in-force.server.ts'
import { shownAccount } from './shown.server.ts'

/** What the customer's page shows of the payout account; null while nothing can be asked: before the notice is accepted, frozen, refused. */
export async function payoutView(world: World, who: Who): Promise<PayoutView | null> {
  const of = (await readCase(world, who.shop, who.customer))?.case ?? null
  if (of?.frozen || of?.refused || !(await hasConsented(world, who.shop, who.customer))) return null
  const where = { shopId: who.shop, customerId: who.customer }
  const [row, last, shop] = await Promise.all([
    rowInForce(world.db, who),
    world.db.payoutAccount.findFirst({ where, orderBy: { registeredAt: 'desc' }, select: { state: true } }),
    world.db.shop.findUniqueOrThrow({ where: { shopId: who.shop }, select: { settings: true } }),
  ])
  const shown = row && (await shownAccount(world, row))
  return {
    account: shown && {
      country: shown.country,
      bank: shown.bank,
      branch: shown.branch,
      deposit: shown.deposit,
      lastDigits: shown.lastDigits,
      holder: shown.holder,
      match: shown.accepted ? 'matches' : shown.match,
      assurance: shown.assurance,
      countsFrom: world.now() < shown.countsFrom ? shown.countsFrom.toISOString() : null,
    },
    had: last !== null,
    rejected: last?.state === 'rejected' ? ((await lastWords(world, who.shop, who.customer, 'clear-payout')) ?? '') : null,
    coolDownHours: readSettings(shop.settings).payoutCoolDownHours,
    ibanCountries: ibanCountries(),
  }
}
