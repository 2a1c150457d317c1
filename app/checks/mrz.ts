import { parse } from 'mrz'
import { cannotTell, type Finding, fine, warn } from './finding.ts'
import { plainName } from './names.ts'
import { bare } from './typed.ts'

/** The machine-readable lines of a passport or card (ICAO 9303), as they are compared. */
interface Mrz {
  readonly number: string | null
  /** YYMMDD */
  readonly birth: string | null
  readonly expires: string | null
  readonly name: string
  /** Fields whose check digit, or whose own shape, is wrong. */
  readonly wrong: readonly string[]
}

/** Lines as typed: with or without breaks, in any width, with the angle quotes of a text program. */
export function linesOf(typed: string): readonly string[] {
  const text = typed
    .normalize('NFKC')
    .toUpperCase()
    .replace(/[«≪]/g, '<<')
    .replace(/[‹〈＜]/g, '<')
  const lines = text
    .split(/[\r\n]+/)
    .map((line) => line.replace(/[ \t\u3000]/g, ''))
    .filter((line) => line !== '')
  const one = lines.length === 1 ? (lines[0] ?? '') : ''
  const width = { 88: 44, 90: 30, 72: 36 }[one.length]
  return width ? (one.match(new RegExp(`.{${width}}`, 'gu')) ?? []) : lines
}

// States are not judged: the specimen's own (UTO) is none, and new ones come.
const UNJUDGED = ['issuingState', 'nationality']

const CODES: readonly [RegExp, string][] = [
  [/^documentNumber/, 'number'],
  [/^birthDate/, 'birth-date'],
  [/^expirationDate/, 'expires-on'],
  [/^(?:first|last)Name/, 'name'],
  [/^(?:optional|personalNumber)/, 'optional'],
  [/^composite/, 'whole'],
]
const codeOf = (field: string): string => CODES.find(([name]) => name.test(field))?.[1] ?? 'other'

function read(typed: string): Mrz | null {
  try {
    const { details, fields, documentNumber, format } = parse([...linesOf(typed)])
    if (format !== 'TD1' && format !== 'TD2' && format !== 'TD3') return null
    const faulty = details.flatMap(({ valid, field }) => (valid || field === null || UNJUDGED.includes(field) ? [] : [codeOf(field)]))
    const wrong = [...new Set(faulty)]
    const raw = (field: string) => details.find((each) => each.field === field)?.value ?? null
    return {
      number: documentNumber ?? fields.documentNumber ?? null,
      birth: raw('birthDate'),
      expires: raw('expirationDate'),
      name: [fields.lastName, fields.firstName].filter(Boolean).join(' '),
      wrong,
    }
  } catch {
    return null
  }
}

/** The check digits of the lines. */
export function mrzDigits(typed: string): Finding {
  if (typed.trim() === '') return cannotTell('mrz', 'not-read')
  const mrz = read(typed)
  if (!mrz) return cannotTell('mrz', 'mrz-unreadable')
  return mrz.wrong.length === 0 ? fine('mrz', 'mrz-right') : warn('mrz', 'mrz-wrong', { fields: mrz.wrong })
}

interface Printed {
  readonly number: string | null
  readonly expiresOn: string | null
  readonly birthDate: string | null
  /** Compared only where it is written in letters. */
  readonly name: string | null
}

/** Whether the lines say the same as the rest: number, last day, birth date, and the name where both are in letters. */
export function mrzAgrees(typed: string, printed: Printed): Finding {
  const mrz = typed.trim() === '' ? null : read(typed)
  if (!mrz) return cannotTell('mrz-agrees', typed.trim() === '' ? 'not-read' : 'mrz-unreadable')
  const short = (day: string | null) => day?.replaceAll('-', '').slice(2) ?? null
  const pairs: readonly [string, string | null, string | null][] = [
    ['number', printed.number === null ? null : bare(printed.number), mrz.number],
    ['expires-on', short(printed.expiresOn), mrz.expires],
    ['birth-date', short(printed.birthDate), mrz.birth],
    ['name', lettersOf(printed.name), lettersOf(mrz.name)],
  ]
  const compared = pairs.filter(([, one, other]) => one !== null && other !== null)
  if (compared.length === 0) return cannotTell('mrz-agrees', 'nothing-to-compare')
  const fields = compared.filter(([, one, other]) => one !== other).map(([name]) => name)
  return fields.length === 0 ? fine('mrz-agrees', 'mrz-agrees') : warn('mrz-agrees', 'mrz-differs', { fields })
}

/** A name's letters in alphabetical order of its words, so that who comes first does not matter; null where it is not written in letters. */
function lettersOf(name: string | null): string | null {
  if (name === null || !/^[\p{Script=Latin}\p{M}\s'.-]+$/u.test(name)) return null
  return plainName(name).split(' ').sort().join('')
}
