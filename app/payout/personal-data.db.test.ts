// Account numbers and holders stand sealed in ours alone: every row of every table, every job and every line of the log is searched for them.
import { expect, test, vi } from 'vitest'
import type { TestWorld } from '../../tests/harness/database.ts'
import { ACCOUNT, numbered, payee } from '../../tests/harness/payout.ts'
import { log } from '../platform/log.server.ts'
import { changeAccount, revealAccount } from './desk.server.ts'
import { rowInForce } from './in-force.server.ts'
import { proveByAccount } from './prove.server.ts'
import { registerAccount, removeAccount, tryAccount } from './register.server.ts'

const by = { id: 7n, name: '検見 花子', role: 'reviewer' } as const
const NUMBERS = ['7654321', '8675309', '5550123']
const NAMES = ['ｹﾝﾐ', 'ﾊﾅｺ', 'ケンミ', 'ハナコ', '戸籍で確認']
const PERSONAL = [...NUMBERS, ...NAMES]

/** Every row of every table of ours and of the job queue, bytes in hexadecimal. */
async function everything(world: TestWorld): Promise<string> {
  const tables = await world.db.$queryRaw<{ name: string }[]>`
    select format('%I.%I', table_schema, table_name) as name from information_schema.tables
    where table_schema in ('public', 'graphile_worker') and table_type = 'BASE TABLE'`
  const rows: string[] = []
  for (const { name } of tables) {
    const found = await world.db.$queryRawUnsafe<{ row: string }[]>(`select '${name} ' || to_jsonb(t)::text as row from ${name} t`)
    rows.push(...found.map(({ row }) => row))
  }
  return rows.join('\n')
}

const found = (haystack: string) =>
  PERSONAL.filter((text) => haystack.includes(text) || haystack.includes(Buffer.from(text).toString('hex')))

test('E01 A10 no number of an account and no holder stands in any row, job or line of the log', async () => {
  const lines: unknown[] = []
  const levels = (['info', 'warn', 'error', 'debug'] as const).map((level) =>
    vi.spyOn(log, level).mockImplementation((...said: unknown[]) => {
      lines.push(said)
    }),
  )
  const { world, who, shop } = await payee()
  await tryAccount(world, who, ACCOUNT)
  await tryAccount(world, who, { ...ACCOUNT, branch: '999' })
  await registerAccount(world, who, { form: ACCOUNT, fresh: true })
  await registerAccount(world, who, { form: numbered('8675309'), fresh: true })
  await proveByAccount(world, who, '5550123')
  const account = (await rowInForce(world.db, who))?.id ?? ''
  await changeAccount(world, { ...who, by, act: { type: 'accept-holder', account, note: '戸籍で確認' } })
  expect(await revealAccount(world, who, { by, account })).toMatchObject({ ok: true })
  await removeAccount(world, who, true)
  for (const level of levels) level.mockRestore()
  const rows = await everything(world)
  expect(rows).toContain(`"shop_id": "${shop}"`)
  expect(rows).toContain('payout_accounts ')
  expect(found(rows)).toEqual([])
  expect(found(JSON.stringify(lines))).toEqual([])
  // The search finds what is there, as text and as bytes.
  expect(found(`${rows} 7654321 ${Buffer.from('ｹﾝﾐ').toString('hex')}`)).toEqual(['7654321', 'ｹﾝﾐ'])
})
