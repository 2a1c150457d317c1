/** What is kept of a customer, as the laws tell it apart. */
export type RecordKind = 'profile' | 'papers' | 'checks' | 'account' | 'decisions' | 'ledger'
export const RECORD_KINDS: readonly RecordKind[] = ['profile', 'papers', 'checks', 'account', 'decisions', 'ledger']

/** Laws that may oblige a shop to keep records of those it has identified. */
export type LawId = 'kobutsu' | 'hanshu'
export const LAWS: readonly LawId[] = ['kobutsu', 'hanshu']

/**
 * What starts a clock. `last-record`: the day on which the last dealing was recorded; `contract-end`: the day on which the contract ended.
 * We see neither: both are over at the latest when the customer can no longer deal with the shop, and from then on we count.
 */
export type Clock = 'last-record' | 'contract-end'

/** One line of the table: from a day on, a law holds kinds of records for so many years. */
export interface Retention {
  readonly law: LawId
  /** First day on which the line is applied, as YYYY-MM-DD in Japan. A change of law is a new line, never an edit. */
  readonly validFrom: string
  readonly years: number
  readonly clock: Clock
  readonly kinds: readonly RecordKind[]
  /** Where it is written; docs/retention.md says what was read of it, and when. */
  readonly source: string
}

/** The dated table. Which of the laws apply to a shop is the owner's to say (settings, `holds`); until then all of them do. */
export const RETENTIONS: readonly Retention[] = [
  {
    law: 'kobutsu',
    validFrom: '2018-10-24',
    years: 3,
    clock: 'last-record',
    kinds: ['profile', 'papers', 'checks', 'account', 'decisions', 'ledger'],
    source: '古物営業法 第16条第4号・第5号、第18条第1項',
  },
  {
    law: 'hanshu',
    validFrom: '2008-03-01',
    years: 7,
    clock: 'contract-end',
    kinds: ['profile', 'papers', 'checks', 'account', 'decisions', 'ledger'],
    source: '犯罪による収益の移転防止に関する法律 第6条・第7条',
  },
]

/** How long a kind of record is held, and by what. */
export interface Hold {
  readonly law: LawId
  readonly years: number
  readonly until: Date
  readonly source: string
}

/** The longest hold on a kind of record whose clock starts at a moment; null when no law of these holds it. */
export function holdOn(kind: RecordKind, since: Date, laws: readonly LawId[], table: readonly Retention[] = RETENTIONS): Hold | null {
  const day = dayInJapan(since)
  const holds = laws.flatMap((law) => {
    const line = lineOn(law, day, table)
    if (!line?.kinds.includes(kind)) return []
    return [{ law, years: line.years, until: endOfYears(day, line.years), source: line.source }]
  })
  return holds.toSorted((a, b) => b.until.getTime() - a.until.getTime())[0] ?? null
}

/** A number of years before which none of these laws lets a kind of record go, whatever the day; 0 when none holds it. */
export const leastYearsOf = (kind: RecordKind, laws: readonly LawId[], table: readonly Retention[] = RETENTIONS): number =>
  Math.max(
    0,
    ...laws.map((law) => {
      const years = table.filter((line) => line.law === law && line.kinds.includes(kind)).map((line) => line.years)
      return years.length > 0 ? Math.min(...years) : 0
    }),
  )

/** The line of a law that is in force at a moment; null before its first. */
export const retentionOf = (law: LawId, at: Date, table: readonly Retention[] = RETENTIONS): Retention | null =>
  lineOn(law, dayInJapan(at), table)

function lineOn(law: LawId, day: string, table: readonly Retention[]): Retention | null {
  const lines = table.filter((line) => line.law === law && line.validFrom <= day)
  return lines.toSorted((a, b) => (a.validFrom < b.validFrom ? -1 : 1)).at(-1) ?? null
}

const dayInJapan = (at: Date): string => new Intl.DateTimeFormat('en-CA', { timeZone: 'Asia/Tokyo' }).format(at)

const JAPAN_MS = 9 * 60 * 60_000

/**
 * The end of a period of years in Japan that a day sets off. The day itself does not count and the period ends with a day, not within one
 * (民法 第140条・第141条・第143条): an hour too early would be a record too few.
 */
function endOfYears(day: string, years: number): Date {
  const [year = 0, month = 1, date = 1] = day.split('-').map(Number)
  const first = new Date(Date.UTC(year, month - 1, date + 1))
  return new Date(Date.UTC(first.getUTCFullYear() + years, first.getUTCMonth(), first.getUTCDate()) - JAPAN_MS)
}
