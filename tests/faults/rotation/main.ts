import { setTimeout as pause } from 'node:timers/promises'
import { newKey } from '../../../app/platform/crypto.server.ts'
import type { World } from '../../../app/platform/world.server.ts'
import { Chance } from '../random.ts'
import { onScratch } from '../scratch.ts'
import type { Life } from './life.ts'
import { RotatorFailed, runKeys } from './rotator.ts'

const DOCUMENTS = 1000
const KILLS_MAX = 4

/**
 * F9: a count is one change of the shops' keys and of the master key over `documents` documents in two shops, while files are handed in, taken
 * back and looked at by another process that is never restarted. The process that changes the keys is killed with kill -9 some times. Then
 * everything opens with the new keys alone, and nothing of the former ones is left.
 */
export function runRotation(count: number, seed: number, print: (line: string) => void, documents = DOCUMENTS) {
  return onScratch(async () => {
    let failed = 0
    let masterKey = newKey()
    for (let at = seed; at < seed + count; at++) {
      const next = newKey()
      const { line, wrong } = await change(new Chance(at), shopsOf(at), { former: masterKey, next }, documents)
      masterKey = next
      print(`seed ${at}: ${line}`)
      for (const each of wrong.slice(0, 10)) print(`  wrong: ${each}`)
      if (wrong.length > 0) failed += 1
    }
    return { passed: count - failed, failed }
  })
}

const shopsOf = (seed: number): readonly string[] => ['alpha', 'beta'].map((name) => `${name}-${seed}.myshopify.com`)
const asText = (...keys: readonly Buffer[]): string => keys.map((key) => key.toString('base64')).join(',')

/** A world whose master keys are these. Loaded late: the app reads its environment as it loads. */
async function worldWith(masterKeys: string): Promise<World> {
  const { readConfig } = await import('../../../app/platform/config.server.ts')
  const { openDatabase } = await import('../../../app/platform/db.server.ts')
  const { makeWorld } = await import('../../../app/platform/world.server.ts')
  const config = readConfig({ ...process.env, SEKISHO_MASTER_KEY: masterKeys })
  return makeWorld(config, openDatabase(config.databaseUrl))
}

interface MasterKeys {
  readonly former: Buffer
  readonly next: Buffer
}

async function change(chance: Chance, shops: readonly string[], { former, next }: MasterKeys, documents: number) {
  // As told in docs/operations.md: first everybody can open with both, then the first one changes.
  const world = await worldWith(asText(former, next))
  const { Life } = await import('./life.ts')
  try {
    for (const shopId of shops) await world.db.shop.create({ data: { shopId } })
    const life = await Life.begin(world, chance)
    await atOnce(4, async () => {
      while (life.files.length < documents * 0.6) await life.arrive(chance.of(shops))
    })
    const keysBefore = await wrappedKeys(world, shops)
    let isOver = false
    const going = life.goOn(shops, documents, () => isOver)
    const told: string[] = []
    try {
      await changeKeys(world, shops, chance, asText(next, former), told)
      while (life.files.length < documents) await pause(20)
    } finally {
      isOver = true
      await going
    }
    const wrong = [...life.wrong, ...(await judge(world, life, shops, keysBefore, asText(next)))]
    const gone = life.files.filter((file) => file.gone).length
    return { line: `${life.files.length} files, ${gone} taken back, ${life.looks} looks meanwhile; killed ${told.join(', ')}`, wrong }
  } catch (error) {
    if (!(error instanceof RotatorFailed)) throw error
    return { line: 'the change did not come to its end', wrong: [error.message] }
  } finally {
    await world.db.$disconnect()
  }
}

const atOnce = (times: number, work: () => Promise<void>) => Promise.all(Array.from({ length: times }, work))

/** Shops' keys and the master key, one after the other or both at once. */
async function changeKeys(world: World, shops: readonly string[], chance: Chance, masterKeys: string, told: string[]): Promise<void> {
  const killing = (name: string, moment: () => () => Promise<boolean>) => ({
    chance,
    kills: 1 + chance.under(KILLS_MAX),
    moment,
    killed: async () => void told.push(`${name} at ${await progress(world, shops)} %`),
  })
  const partDone = () => {
    const part = chance.under(100)
    return async () => (await isChanging(world, shops)) && (await progress(world, shops)) >= part
  }
  const rotate = () => runKeys(['rotate', '--grace', '1'], masterKeys, killing('shops’ keys', partDone))
  const rotateMaster = () =>
    runKeys(
      ['rotate', 'master'],
      masterKeys,
      killing('master key', () => async () => chance.once(40)),
    )
  if (chance.once(3)) await Promise.all([rotate(), rotateMaster()])
  else await rotate()
  await rotateMaster()
}

const wrappedKeys = (world: World, shops: readonly string[]) =>
  world.db.shop.findMany({
    where: { shopId: { in: [...shops] } },
    select: { shopId: true, wrappedKey: true, formerKey: true, keyNumber: true },
    orderBy: { shopId: 'asc' },
  })

const isChanging = async (world: World, shops: readonly string[]): Promise<boolean> =>
  (await wrappedKeys(world, shops)).some(({ formerKey }) => formerKey !== null)

/** Percent of the sealed values that the current keys have sealed. */
async function progress(world: World, shops: readonly string[]): Promise<number> {
  const { SEALED_COLUMNS } = await import('../../../app/accounts/sealed-columns.ts')
  const parts = SEALED_COLUMNS.map(
    ({
      table,
      column,
    }) => `select count(*) filter (where key_number_of(t.${column}) = s.key_number)::int as anew, count(t.${column})::int as whole
      from ${table} t join shops s using (shop_id) where s.shop_id = any($1)`,
  )
  const sql = `select sum(anew)::int as anew, sum(whole)::int as whole from (${parts.join(' union all ')}) as sums`
  const [row] = await world.db.$queryRawUnsafe<{ anew: number; whole: number }[]>(sql, [...shops])
  return row && row.whole > 0 ? Math.floor((100 * row.anew) / row.whole) : 0
}

/** With the next master key alone: everything opens, nothing but the current keys has sealed anything, and what was taken back has no key. */
async function judge(
  world: World,
  life: Life,
  shops: readonly string[],
  before: Awaited<ReturnType<typeof wrappedKeys>>,
  masterKey: string,
): Promise<string[]> {
  const wrong: string[] = []
  const alone = await worldWith(masterKey)
  try {
    if ((await alone.keyring.lost()).length > 0) return ['the new master key alone does not open every key']
    wrong.push(...(await life.lookAtAll()))
    const after = await wrappedKeys(alone, shops)
    for (const [at, { shopId, wrappedKey, formerKey, keyNumber }] of after.entries()) {
      if (formerKey !== null) wrong.push(`${shopId} still has a former key`)
      if (keyNumber <= (before[at]?.keyNumber ?? 0)) wrong.push(`${shopId} has the key that it had`)
      const then = before[at]?.wrappedKey
      if (then && wrappedKey && world.keyring.unwrap(shopId, then).equals(alone.keyring.unwrap(shopId, wrappedKey)))
        wrong.push(`${shopId} has the same key under another number`)
    }
    if ((await progress(alone, shops)) < 100) wrong.push('values are left that a former key sealed')
    for (const { shop, id } of life.files.filter((file) => file.gone)) {
      const row = await alone.db.document.findUnique({ where: { shopId_id: { shopId: shop, id } } })
      if (row?.wrappedKey) wrong.push(`the file ${id} was taken back and has a key`)
    }
    return wrong
  } finally {
    await alone.db.$disconnect()
  }
}
