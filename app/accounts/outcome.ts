import { type LawId, RECORD_KINDS, type RecordKind } from './retention.ts'

/** Records of one kind that a law holds. */
export interface HeldOutcome {
  readonly kind: RecordKind
  readonly law: LawId
  readonly years: number
  /** When the last of them ends, as an ISO date. */
  readonly until: string
  readonly count: number
}

/** What became of a customer's records: both what went and what stays, why and until when. */
export interface Erased {
  readonly erased: Readonly<Record<RecordKind, number>>
  readonly held: readonly HeldOutcome[]
  /** The owner had not said which laws apply, so all of them were taken to. */
  readonly byDefault: boolean
}

/** Whether an erasure found anything at all. */
export const foundAnything = ({ erased, held }: Erased): boolean => held.length > 0 || Object.values(erased).some((count) => count > 0)

/** Two outcomes as one: what held records of the same kind and law have in common is the last of their days. */
export function sumOf(one: Erased, other: Erased): Erased {
  const held = new Map<string, HeldOutcome>()
  for (const each of [...one.held, ...other.held]) {
    const key = `${each.kind} ${each.law}`
    const before = held.get(key)
    const until = before && before.until > each.until ? before.until : each.until
    held.set(key, { ...each, until, count: (before?.count ?? 0) + each.count })
  }
  return {
    // A record from before knows fewer kinds.
    erased: Object.fromEntries(RECORD_KINDS.map((kind) => [kind, (one.erased[kind] ?? 0) + (other.erased[kind] ?? 0)])) as Erased['erased'],
    held: [...held.values()],
    byDefault: one.byDefault || other.byDefault,
  }
}

/** The outcome in a record's row; null where it holds none, as that of a request for data. */
export function readOutcome(json: unknown): Erased | null {
  const { erased, held, byDefault } = (json ?? {}) as Partial<Erased>
  return erased && held ? { erased, held, byDefault: byDefault === true } : null
}
