/** What is kept of a customer, as the laws tell it apart. */
export type RecordKind = 'profile' | 'papers' | 'decisions'

/** Laws that may oblige a shop to keep records of those it has identified. */
export type LawId = 'kobutsu' | 'hanshu'
export const LAWS: readonly LawId[] = ['kobutsu', 'hanshu']

/** One line of the table: from a day on, a law holds kinds of records for so many years. */
export interface Retention {
  readonly law: LawId
  /** First day on which the line holds, as YYYY-MM-DD in Japan. A change of law is a new line, never an edit. */
  readonly validFrom: string
  readonly years: number
  readonly kinds: readonly RecordKind[]
  /** Where it is written. */
  readonly source: string
}

/** The dated table. Which of the laws apply to a shop is the owner's to say (settings, `holds`); until then all of them do. */
export const RETENTIONS: readonly Retention[] = [
  {
    law: 'kobutsu',
    validFrom: '1949-07-01',
    years: 3,
    kinds: ['profile', 'papers', 'decisions'],
    source: '古物営業法 第16条・第18条第1項(帳簿、最終の記載をした日から三年間)',
  },
  {
    law: 'hanshu',
    validFrom: '2008-03-01',
    years: 7,
    kinds: ['profile', 'papers', 'decisions'],
    source: '犯罪による収益の移転防止に関する法律 第6条第2項(確認記録、七年間)',
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
  const day = new Intl.DateTimeFormat('en-CA', { timeZone: 'Asia/Tokyo' }).format(since)
  const holds = laws.flatMap((law) => {
    const lines = table.filter((line) => line.law === law && line.validFrom <= day)
    const line = lines.toSorted((a, b) => (a.validFrom < b.validFrom ? -1 : 1)).at(-1)
    if (!line?.kinds.includes(kind)) return []
    return [{ law, years: line.years, until: yearsLater(since, line.years), source: line.source }]
  })
  return holds.toSorted((a, b) => b.until.getTime() - a.until.getTime())[0] ?? null
}

/** The same day so many years later; 29 February becomes 1 March. */
function yearsLater(from: Date, years: number): Date {
  const to = new Date(from)
  to.setUTCFullYear(to.getUTCFullYear() + years)
  return to
}
