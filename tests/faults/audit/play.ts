import { ChainBroken, sealShop } from '../../../app/audit/seal.server.ts'
import { verifyShop } from '../../../app/audit/verify.server.ts'
import type { World } from '../../../app/platform/world.server.ts'
import { Broken } from '../erasure/broken.ts'
import { Chance } from '../random.ts'
import { FORGERIES, isFound, type Snapshot, snapshotOf } from './forger.ts'
import { Clock, writeRows } from './life.ts'

const must = (holds: boolean, property: string, detail: string): void => {
  if (!holds) throw new Broken(property, detail)
}

/** One life of a shop's log, one forgery of the kind that the seed names, and what verifying says before, at once and after further sealing. */
export async function playAudit(real: World, seed: number, log: string[]): Promise<void> {
  const chance = new Chance(seed)
  const clock = new Clock(real)
  const { world } = clock
  const shop = `log-${seed}.myshopify.com`
  const states: Snapshot[] = []
  for (let round = 0, rounds = 3 + chance.under(4); round < rounds; round++) {
    const commitLate = await writeRows(clock, shop, chance, log)
    log.push(`sealed ${await sealShop(world, shop)} rows`)
    states.push(await snapshotOf(world, shop))
    await commitLate()
    clock.pass(1 + chance.under(chance.once(3) ? 600 : 5))
  }
  await sealShop(world, shop)
  if (chance.once(3)) await writeRows(clock, shop, chance, log)
  const clean = await verifyShop(world, shop)
  must(clean.findings.length === 0, 'a log that nobody touched is whole', JSON.stringify(clean, text))

  const names = Object.keys(FORGERIES)
  const name = names[seed % names.length] ?? ''
  const older = chance.of(states.slice(0, -1))
  const forgery = await FORGERIES[name]?.({ world, shop, chance, older, now: await snapshotOf(world, shop) })
  if (!forgery) throw new Error('no such forgery')
  log.push(`${name}: ${forgery.did}`)
  const { findings } = await verifyShop(world, shop)
  must(isFound(forgery, findings), `${name} is found`, `${forgery.did}: ${JSON.stringify(findings, text)}`)

  clock.pass(chance.under(30))
  await writeRows(clock, shop, chance, log)
  const refused = await sealShop(world, shop).then(
    () => false,
    (error) => {
      if (!(error instanceof ChainBroken)) throw error
      return true
    },
  )
  const after = await verifyShop(world, shop)
  must(after.findings.length > 0, `${name} is still found when sealing went on`, forgery.did)
  must(refused || !forgery.codes.includes('copy-ahead'), 'a chain that was cut off is not carried on', forgery.did)
}

const text = (_: string, value: unknown): unknown => (typeof value === 'bigint' ? value.toString() : value)
