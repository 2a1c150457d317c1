/** A row of the audit log as it is sealed: ids and codes only. */
export interface Entry {
  readonly id: bigint
  readonly at: Date
  readonly actor: string
  readonly actorId: string | null
  readonly action: string
  readonly subject: string | null
  readonly codes: unknown
}

/** One link of the chain. `prev` of the first one is empty. */
export interface Seal {
  readonly n: bigint
  readonly rows: number
  readonly total: bigint
  readonly covers: Date
  readonly sealedAt: Date
  readonly prev: string
  readonly head: string
  readonly keyId: string
  readonly mac: string
}

/** What somebody who changed the log, or lost a part of it, left behind. */
export type FindingCode =
  | 'row-changed'
  | 'row-missing'
  | 'row-added'
  | 'row-late'
  | 'seal-changed'
  | 'seal-missing'
  | 'copy-ahead'
  | 'copy-differs'
  | 'copy-lacks'
  | 'copy-unreadable'

export interface Finding {
  readonly code: FindingCode
  /** The seal where it was found. */
  readonly seal: bigint | null
  /** The row, where it is one; its place in the seal, where the row is missing. */
  readonly row: bigint | null
  readonly place: number | null
}

/** What a row says, as one line that any later version must make in the same way: it is what seals are made over. */
export const lineOf = (shop: string, { id, at, actor, actorId, action, subject, codes }: Entry): string =>
  JSON.stringify([shop, id.toString(), at.toISOString(), actor, actorId, action, subject, sorted(codes)])

/** What a seal says, without its head and its mac. `digest`: of the lines of its rows, in their order. */
export const bodyOf = (shop: string, seal: Omit<Seal, 'head' | 'mac'>, digest: string): string =>
  JSON.stringify([
    shop,
    seal.n.toString(),
    seal.rows,
    seal.total.toString(),
    seal.covers.toISOString(),
    seal.sealedAt.toISOString(),
    seal.prev,
    seal.keyId,
    digest,
  ])

/** A seal as a line outside the database. */
export const copyOf = (shop: string, { n, rows, total, covers, sealedAt, prev, head, keyId, mac }: Seal): string =>
  JSON.stringify({
    shop,
    n: Number(n),
    rows,
    total: Number(total),
    covers: covers.toISOString(),
    sealedAt: sealedAt.toISOString(),
    prev,
    head,
    keyId,
    mac,
  })

/** The seal in a line of a copy; null when the line holds none: a process died while it wrote. */
export function readCopy(shop: string, line: string): Seal | null {
  try {
    const told = JSON.parse(line) as Record<string, string | number>
    const { n, rows, total, covers, sealedAt, prev, head, keyId, mac } = told
    if (told.shop !== shop || [prev, head, keyId, mac].some((each) => typeof each !== 'string') || typeof rows !== 'number') return null
    const dates = { covers: new Date(String(covers)), sealedAt: new Date(String(sealedAt)) }
    const texts = { prev: String(prev), head: String(head), keyId: String(keyId), mac: String(mac) }
    return { n: BigInt(n ?? ''), rows, total: BigInt(total ?? ''), ...dates, ...texts }
  } catch {
    return null
  }
}

/** The same seal, in every word. */
export const isSame = (shop: string, one: Seal, other: Seal): boolean => copyOf(shop, one) === copyOf(shop, other)

/** The database gives the fields of an object back in an order of its own. */
function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted)
  if (value === null || typeof value !== 'object') return value
  const fields = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0))
  return Object.fromEntries(fields.map(([name, field]) => [name, sorted(field)]))
}
