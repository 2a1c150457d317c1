import { z } from 'zod'
import table from './methods.json' with { type: 'json' }

/** The pieces that methods of identification are made of. What each of them asks for stands in methods.json, and its words with the screens. */
export const LEGS = [
  'identity-copy',
  'corporate-copy',
  'second-copy',
  'document-image',
  'face-and-image',
  'face-and-chip',
  'chip',
  'certificate',
  'seal-certificate',
  'sealed-paper',
  'signed-mail',
  'jpki',
  'registry-online',
  'mail',
  'restricted-mail',
  'restricted-payment',
  'own-name-account',
] as const
export type LegId = (typeof LEGS)[number]

/**
 * How a leg is done. `paper`: by the parts of the case, which the law of the case watches over; `delivery`: something is posted, and arrives or
 * comes back; `account`: by the payout account; `record`: a member of staff saw it and says so.
 */
const How = z.enum(['paper', 'delivery', 'account', 'record'])
export type How = z.infer<typeof How>

const METHOD_LAWS = ['house', 'kobutsu', 'hanshu'] as const

const Day = z.iso.date()

const Method = z
  .strictObject({
    id: z.string().regex(/^[a-z][a-z-]*$/),
    /** `house`: the store's own rule, which is no law. */
    law: z.enum(METHOD_LAWS),
    parties: z.array(z.enum(['individual', 'corporation'])).min(1),
    /** First and last day in Japan on which somebody can be identified by it; null: no end is known. A change of law is a new entry. */
    validFrom: Day,
    validTo: Day.nullable(),
    /** All of them must be done. */
    legs: z.array(z.enum(LEGS)).min(1),
    /** Where it is written, and where that was read, and when. */
    source: z.string().min(1),
    read: z.string().min(1),
  })
  .refine(({ validFrom, validTo }) => validTo === null || validFrom <= validTo, 'a method ends before it begins')
export type Method = z.infer<typeof Method>
export type MethodParty = Method['parties'][number]

const Table = z
  .strictObject({ version: Day, legs: z.record(z.enum(LEGS), How), methods: z.array(Method).min(1) })
  .refine(({ methods }) => new Set(methods.map(({ id }) => id)).size === methods.length, 'two methods of one name')
export type MethodTable = z.infer<typeof Table>

/** Reads a table of methods; throws when it is not one. */
export const readMethods = (json: unknown): MethodTable => Table.parse(json)

/** The methods that Japanese law knew when the app was made, and the store's own (requirements B-1). */
export const METHODS: MethodTable = readMethods(table)

/** By which methods a store identifies whom, in the order of the table. */
export type Policy = Readonly<Record<MethodParty, readonly string[]>>

/** What the manual of the demo store does: papers are uploaded and looked at. */
export const MANUAL: Policy = { individual: ['manual-person'], corporation: ['manual-company'] }

/** Whether a method can be used on a day (YYYY-MM-DD in Japan). */
export const isInForce = ({ validFrom, validTo }: Method, day: string): boolean => validFrom <= day && (validTo === null || day <= validTo)

/** Days before its end at which a method is warned of. */
const WARNED_DAYS = 180

/** The last day of a method that ends soon, or has ended; null for all others. */
export function endingOf({ validTo }: Method, day: string): string | null {
  if (validTo === null) return null
  const left = (Date.parse(validTo) - Date.parse(day)) / 86_400_000
  return left <= WARNED_DAYS ? validTo : null
}

/** The date in Japan: by it the laws of this table count. */
export const dayInJapan = (at: Date): string => new Intl.DateTimeFormat('en-CA', { timeZone: 'Asia/Tokyo' }).format(at)
