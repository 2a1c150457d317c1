import { KINDS, type Kind } from '../documents/kinds.ts'
import type { Part } from '../kyc/case.ts'
import { ok, type Result, refuse } from '../platform/result.ts'
import { holdsMyNumber } from './my-number.ts'
import { bare, readDay } from './typed.ts'

/** What a reviewer can copy from a paper. */
export const READING_FIELDS = ['number', 'issuedBy', 'issuedOn', 'expiresOn', 'mrz', 'name', 'kana', 'birthDate', 'addressSeen'] as const
export type ReadingField = (typeof READING_FIELDS)[number]

/** What stands on a kind of paper (requirements B-1). A My Number card is read from its front: its number is on the back and is never asked for. */
const FIELDS: Readonly<Record<Part, Partial<Readonly<Record<Kind, readonly ReadingField[]>>>>> = {
  identity: {
    'driving-licence': ['number', 'issuedBy', 'issuedOn', 'expiresOn', 'name', 'kana', 'birthDate', 'addressSeen'],
    'my-number-card': ['issuedBy', 'expiresOn', 'name', 'kana', 'birthDate', 'addressSeen'],
    'residence-card': ['number', 'issuedBy', 'expiresOn', 'name', 'kana', 'birthDate', 'addressSeen'],
    passport: ['number', 'issuedBy', 'issuedOn', 'expiresOn', 'mrz', 'name', 'kana', 'birthDate'],
  },
  corporate: {
    'registry-certificate': ['number', 'issuedBy', 'issuedOn', 'name', 'addressSeen'],
    'seal-certificate': ['number', 'issuedBy', 'issuedOn', 'name', 'addressSeen'],
  },
}

const OTHER: Readonly<Record<Part, readonly ReadingField[]>> = {
  identity: READING_FIELDS,
  corporate: ['number', 'issuedBy', 'issuedOn', 'expiresOn', 'name', 'addressSeen'],
}

/** The fields that a kind of paper has, in the order in which they are read. */
export const fieldsOf = (part: Part, kind: Kind): readonly ReadingField[] => FIELDS[part][kind] ?? OTHER[part]

/** Kinds that a reviewer can choose for a part. */
export const kindsOf = (part: Part): readonly Kind[] => KINDS[part]

/** What a paper says, as a reviewer read it. Empty texts were not read. Sealed at rest. */
export interface Reading {
  readonly kind: Kind
  readonly number: string
  /** The authority that gave it out, as it is written there: the ledger names it (requirements B-1). */
  readonly issuedBy: string
  /** YYYY-MM-DD, or empty. */
  readonly issuedOn: string
  readonly expiresOn: string
  readonly mrz: string
  readonly name: string
  readonly kana: string
  readonly birthDate: string
  /** Whether the address on the paper is the one declared, as the reviewer sees it. */
  readonly addressSeen: '' | 'right' | 'wrong'
}

export type ReadingFault = 'my-number' | 'too-long' | 'invalid' | 'unknown'

const LENGTHS_MAX: Readonly<Record<ReadingField, number>> = {
  number: 40,
  issuedBy: 80,
  issuedOn: 30,
  expiresOn: 30,
  mrz: 200,
  name: 255,
  kana: 255,
  birthDate: 30,
  addressSeen: 5,
}

/**
 * Whether a field may hold this text. Twelve digits are the number of a driving licence where one is read, and a My Number everywhere else:
 * the kind of paper decides.
 */
const refusesNumber = (kind: Kind, field: ReadingField, text: string): boolean =>
  !(kind === 'driving-licence' && field === 'number' && /^\d{12}$/.test(bare(text))) && holdsMyNumber(text)

/** Reads the form of a part; `bad-input` names each wrong field. What is refused is in no answer and no log. */
export function readReading(part: Part, kindTyped: unknown, read: (field: ReadingField) => unknown): Result<Reading> {
  const kind = kindsOf(part).find((each) => each === kindTyped)
  if (!kind) return refuse({ code: 'bad-input', fields: { kind: 'unknown' } })
  const faults: Record<string, ReadingFault> = {}
  const text = (field: ReadingField): string => {
    const typed = read(field)
    const value = typeof typed === 'string' ? typed.trim() : ''
    if (value.length > LENGTHS_MAX[field]) faults[field] = 'too-long'
    // Also in a field that this paper has not: it would have been typed all the same.
    else if (refusesNumber(kind, field, value)) faults[field] = 'my-number'
    return faults[field] === undefined && fieldsOf(part, kind).includes(field) ? value : ''
  }
  const day = (field: ReadingField): string => {
    const value = text(field)
    const found = value === '' ? '' : readDay(value)
    if (found === null) faults[field] = 'invalid'
    return found ?? ''
  }
  const seen = text('addressSeen')
  if (seen !== '' && seen !== 'right' && seen !== 'wrong') faults.addressSeen = 'unknown'
  const reading: Reading = {
    kind,
    number: bare(text('number')),
    issuedBy: text('issuedBy'),
    issuedOn: day('issuedOn'),
    expiresOn: day('expiresOn'),
    mrz: text('mrz'),
    name: text('name'),
    kana: text('kana'),
    birthDate: day('birthDate'),
    addressSeen: seen === 'right' || seen === 'wrong' ? seen : '',
  }
  return Object.keys(faults).length > 0 ? refuse({ code: 'bad-input', fields: faults }) : ok(reading)
}
