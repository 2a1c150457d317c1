import { setTimeout as pause } from 'node:timers/promises'
import { Chance } from '../random.ts'
import { applicant, byHand } from './crowd.ts'
import { lever } from './doors.ts'
import { type Ledger, newLedger } from './ledger.ts'
import { SHOP, Stage, TARGETS } from './stage.ts'
import { collect, lookAgain, settled } from './verdict.ts'

/** Kills in one storm; everything must settle after each storm. */
const KILLS_MAX = 4
const APPLICANTS = 5
const BY_HAND = 5
const FIRST_KILL_MS = 1500
const NEXT_KILL_MS = 3500

/**
 * F3: kill -9 under load. A count is one kill. One to four kills fall into a storm of webhooks, edits by hand, papers and decisions; after
 * each storm everything settles and is compared, and whatever is wrong then fails all kills of that storm. The seed draws what is done and
 * what is killed when; the machine decides what exactly a kill hits.
 */
export async function runKill(count: number, seed: number, print: (line: string) => void): Promise<{ passed: number; failed: number }> {
  const stage = await Stage.open()
  let failed = 0
  try {
    const ledger = newLedger()
    await prepare(stage, seed)
    for (let done = 0, storm = 0; done < count; storm++) {
      const chance = new Chance(seed * 100_003 + storm)
      const kills = Math.min(count - done, 1 + chance.under(KILLS_MAX))
      done += kills
      const started = Date.now()
      const hit = await rage(stage, ledger, chance, kills)
      const raged = Date.now()
      if (done >= count) lookAgain(ledger)
      const wrong = await settled(stage, ledger)
      if (wrong.length > 0) failed += kills
      const seconds = (ms: number) => (ms / 1000).toFixed(1)
      const known = `${ledger.files.size} files, ${ledger.delivered.size} deliveries, ${ledger.mails.size} mails`
      print(
        `storm ${storm}: killed ${hit.join(', ')}; ${known}; ${seconds(raged - started)} s, settled after ${seconds(Date.now() - raged)} s`,
      )
      for (const line of wrong.slice(0, 20)) print(`  wrong: ${line}`)
      if (wrong.length > 0) break
    }
    const uncertain = await stage.sql<{ count: number }>(`select count(*)::int as count from mails where state = 'uncertain'`)
    print(`${uncertain[0]?.count ?? 0} mails are marked uncertain; ${stage.deaths.length} processes ended without being killed`)
    for (const death of new Set(stage.deaths)) print(`  ${death}`)
  } finally {
    await stage.close()
  }
  return { passed: count - failed, failed }
}

async function prepare(stage: Stage, seed: number): Promise<void> {
  const settings = { language: 'ja', takeOver: 'agreed', notices: { to: ['staff@shop.example'] } }
  await stage.sql('update shops set settings = $2 where shop_id = $1', [SHOP, settings])
  await lever(stage, 'POST', 'settings', {
    bucket: { maximum: 20_000, restorePerSecond: 1000 },
    webhookRetriesMs: [300, 700, 1500, 3000, 6000, 12_000, 24_000],
  })
  const faults = [
    { kind: 'drop', share: 0.1 },
    { kind: 'delay', ms: 3000, share: 0.15 },
    { kind: 'reorder', ms: 1500, share: 0.5 },
    { kind: 'duplicate', share: 0.3 },
  ]
  await lever(stage, 'POST', 'faults', { faults, seed })
}

/** People do what they do, while processes are killed under them. What was killed, in order. */
async function rage(stage: Stage, ledger: Ledger, chance: Chance, kills: number): Promise<string[]> {
  const draw = () => new Chance(chance.under(2 ** 31))
  const people = [
    ...Array.from({ length: APPLICANTS }, () => applicant(stage, ledger, draw())),
    ...Array.from({ length: BY_HAND }, () => byHand(stage, ledger, draw())),
  ]
  const all = Promise.all(people)
  all.catch(() => undefined)
  const hit: string[] = []
  for (let kill = 0; kill < kills; kill++) {
    await pause((kill === 0 ? 0 : 300) + chance.under(kill === 0 ? FIRST_KILL_MS : NEXT_KILL_MS))
    const target = chance.of(TARGETS)
    hit.push(target)
    await stage.kill(target)
    await collect(stage, ledger)
  }
  await all
  return hit
}
