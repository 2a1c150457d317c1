// A shop of a million customers, as the engine would have left it: most are idle or verified, some thousands are open. The same every time.
import type pg from 'pg'

export const SHOP = 'million.myshopify.com'

/** The number of the nth customer, n from 1 on. */
export const customerOf = (n: number): number => 6_000_000_000_000 + n * 32

interface Stand {
  readonly until: number
  readonly party: 'none' | 'individual' | 'corporation'
  readonly parts: readonly [identity: string, corporate: string]
  readonly flags: readonly [verified: boolean, frozen: boolean, refused: boolean]
  readonly labels: readonly string[]
}

/** Customers stand by turns of a thousand, up to a turn each. */
const STANDS: readonly Stand[] = [
  { until: 450, party: 'individual', parts: ['accepted', 'none'], flags: [true, false, false], labels: ['opened', 'verified'] },
  {
    until: 480,
    party: 'corporation',
    parts: ['accepted', 'accepted'],
    flags: [true, false, false],
    labels: ['opened', 'verified', 'corporate-verified'],
  },
  {
    until: 484,
    party: 'individual',
    parts: ['submitted', 'none'],
    flags: [false, false, false],
    labels: ['opened', 'unverified', 'identity-submitted'],
  },
  { until: 486, party: 'individual', parts: ['returned', 'none'], flags: [false, false, false], labels: ['opened', 'unverified'] },
  { until: 487, party: 'individual', parts: ['accepted', 'none'], flags: [true, true, false], labels: ['opened', 'verified'] },
  { until: 488, party: 'individual', parts: ['returned', 'none'], flags: [false, false, true], labels: ['opened', 'unverified'] },
  { until: 489, party: 'individual', parts: ['accepted', 'none'], flags: [false, false, false], labels: ['opened', 'unverified'] },
  { until: 520, party: 'individual', parts: ['none', 'none'], flags: [false, false, false], labels: ['opened', 'unverified'] },
  { until: 1000, party: 'none', parts: ['none', 'none'], flags: [false, false, false], labels: ['opened', 'unverified'] },
]

const pick = (of: (stand: Stand) => string): string =>
  `case ${STANDS.map((stand) => `when k < ${stand.until} then ${of(stand)}`).join(' ')} end`
const text = (of: (stand: Stand) => string): string => pick((stand) => `'${of(stand)}'`)

/** Does work on a table without its indexes, but for the primary key, and makes them again: many rows at once then take a fraction of the time. */
export async function withoutIndexes(client: pg.Client, table: string, work: () => Promise<void>): Promise<void> {
  const { rows } = await client.query<{ indexname: string; indexdef: string }>(
    `select indexname, indexdef from pg_indexes where tablename = $1 and indexname not like '%_pkey'`,
    [table],
  )
  for (const { indexname } of rows) await client.query(`drop index "${indexname}"`)
  await work()
  for (const { indexdef } of rows) await client.query(indexdef)
  await client.query(`vacuum analyze ${table}`)
}

/** Installs the app in the shop and gives it `count` cases, confirmed long ago. Turns are scattered, so that neighbours differ. */
export async function fillCases(client: pg.Client, count: number): Promise<void> {
  await client.query(`insert into shops (shop_id, installed_at) values ('${SHOP}', timestamp '2024-01-01')`)
  await withoutIndexes(client, 'kyc_cases', async () => {
    await client.query(`
      insert into kyc_cases (shop_id, customer_id, party, identity, corporate, verified, frozen, refused, version, base, leave,
        opened_at, submitted_at, decided_at, changed_at, read_at)
      select '${SHOP}', ${customerOf(0)} + n * 32, ${text(({ party }) => party)}, ${text(({ parts }) => parts[0])}, ${text(({ parts }) => parts[1])},
        ${pick(({ flags }) => String(flags[0]))}, ${pick(({ flags }) => String(flags[1]))}, ${pick(({ flags }) => String(flags[2]))}, 1,
        jsonb_build_object(
          'labels', (${text(({ labels }) => JSON.stringify(labels))})::jsonb,
          'metafield', jsonb_build_object('value', ${pick(({ flags }) => String(flags[0] && !flags[1]))}, 'updatedAt', to_char(opened, 'YYYY-MM-DD"T"HH24:MI:SS"Z"')),
          'cycle', md5(n::text), 'readAt', (extract(epoch from opened) * 1000)::bigint),
        '[]', opened, case when k < 489 then opened + interval '1 hour' end, case when k < 488 and k not between 480 and 483 then opened + interval '2 hours' end,
        opened + case when k < 489 then interval '2 hours' else interval '0' end, opened
      from (
        select n, (n * 7919) % 1000 as k, timestamp '2026-11-20' - ((n * 104729) % 1000000) * interval '1 minute' as opened
        from generate_series(1, ${count}::bigint) as n
      ) as customers`)
  })
}
