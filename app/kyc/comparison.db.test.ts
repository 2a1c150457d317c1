// The comparison judges in SQL, a batch at once: over everything that a line and a base can be it must find what `differs` finds, one by one.
import { expect, test } from 'vitest'
import type { KycSurvey, Prisma } from '../../generated/prisma/client.ts'
import { Chance } from '../../tests/faults/random.ts'
import { newShop, testWorld, waitingJobs } from '../../tests/harness/database.ts'
import { write } from '../platform/world.server.ts'
import type { EveryCustomerLine } from '../shopify/customer-lines.ts'
import { readSettings } from '../staff/settings.ts'
import { comparison } from './comparison.server.ts'
import { differs } from './nominees.ts'
import type { Base } from './protocol.ts'
import { toReading } from './store.server.ts'
import { LABEL_KEYS, PRESETS } from './tags.ts'
import { wordingsOf } from './wordings.ts'

const EARLIER = { ...PRESETS.ja, verified: '確認済', opened: '開設' }
const DATES = ['2026-11-01T00:00:00Z', '2026-11-02T00:00:00Z', null]
const STARTED = Date.parse('2026-11-20T00:00:00Z')

const baseOf = (chance: Chance): Base | null =>
  chance.once(10)
    ? null
    : {
        labels: LABEL_KEYS.filter(() => chance.once(3)).sort(() => chance.under(3) - 1),
        metafield: { value: chance.of([true, false, null]), updatedAt: chance.of(DATES) },
        cycle: 'c',
        readAt: chance.once(10) ? STARTED + 1 : STARTED - 1,
      }

/** A line that shows what the base says, or nearly. */
function lineOf(chance: Chance, id: number, base: Base | null): EveryCustomerLine {
  const tags: string[] = (base?.labels ?? LABEL_KEYS.filter(() => chance.once(3))).map((key) => PRESETS.ja[key])
  if (chance.once(4)) tags.push(chance.of<string>([...Object.values(PRESETS.ja), EARLIER.verified, '要注意']))
  if (chance.once(4)) tags.shift()
  const metafield = chance.once(3) ? { value: chance.of([true, false, null]), updatedAt: chance.of(DATES) } : base?.metafield
  // A metafield that is there has a date.
  const verified = metafield?.updatedAt
    ? {
        value: metafield.value === null ? chance.of(['', 'maybe']) : String(metafield.value),
        updatedAt: metafield.updatedAt,
        compareDigest: 'd',
      }
    : null
  return { id: `gid://shopify/Customer/${id}`, createdAt: '2026-11-10T00:00:00Z', tags, verified } as EveryCustomerLine
}

test.each([1, 2, 3])('F1 a comparison in SQL finds exactly those that differ (seed %i)', async (seed) => {
  const world = await testWorld({ now: new Date(STARTED) })
  const settings = { earlierLabels: seed === 3 ? EARLIER : null, labelsChangedAt: null }
  const shop = await newShop(world, settings)
  const { installedAt } = await world.db.shop.update({ where: { shopId: shop }, data: { installedAt: new Date('2026-11-01T00:00:00Z') } })
  const survey: KycSurvey = await world.db.kycSurvey.create({
    data: { shopId: shop, id: 's', purpose: 'compare', startedAt: new Date(STARTED) },
  })
  const wordings = wordingsOf(readSettings(settings))
  const chance = new Chance(seed)
  const expected = { compared: 0, differing: 0, unknown: 0, leftAlone: 0 }
  const lines: EveryCustomerLine[] = []
  const nominees: string[] = []
  const cases: Prisma.KycCaseCreateManyInput[] = []
  for (let id = 1; id <= 600; id++) {
    const base = baseOf(chance)
    const known = !chance.once(8)
    const gone = chance.once(12)
    const line = lineOf(chance, id, base)
    const old = chance.once(6)
    lines.push(old ? { ...line, createdAt: new Date(installedAt.getTime() - 5000).toISOString() } : line)
    if (known) {
      const read = base ? { base: base as unknown as Prisma.InputJsonValue, readAt: new Date(base.readAt) } : {}
      const data = { shopId: shop, customerId: BigInt(id), gone, ...read }
      cases.push(data)
    }
    if (known && base && base.readAt >= STARTED) continue
    const found = !known ? (old ? 'leftAlone' : 'unknown') : gone || differs(base, toReading(line, wordings, 0)) ? 'differing' : 'compared'
    expected[found] += 1
    if (found === 'differing') expected.compared += 1
    if (found === 'differing' || found === 'unknown') nominees.push(String(id))
  }
  await world.db.kycCase.createMany({ data: cases })
  const { take } = await comparison(world, survey)
  expect(await write(world, take(lines, 0))).toEqual(expected)
  const jobs = (await waitingJobs(world)).filter(({ payload }) => payload.shop === shop)
  expect(jobs.map(({ payload }) => payload.customer).sort()).toEqual(nominees.sort())
  expect(expected.differing).toBeGreaterThan(50)
  expect(expected.compared - expected.differing).toBeGreaterThan(50)
})
