import { LANGUAGES, type Language } from '../platform/i18n/languages.ts'
import type { Part } from './case.ts'

/** Why papers are returned (C19), as every shop begins: codes; their names for staff and the texts that a customer reads are messages. */
export const RETURN_REASONS = {
  identity: [
    'blurred',
    'cropped',
    'back-missing',
    'expired',
    'name-differs',
    'address-differs',
    'birth-date-differs',
    'not-accepted',
    'other',
  ],
  corporate: ['blurred', 'cropped', 'too-old', 'company-differs', 'not-accepted', 'other'],
} as const satisfies Record<Part, readonly string[]>

export type ReturnReason = (typeof RETURN_REASONS)[Part][number]

/** What is left when nothing else fits: the last of every list, and always offered. */
export const LAST_REASON = 'other' satisfies ReturnReason

/** What staff choose a reason by, what the customer reads, and what staff are reminded of beside their private note. */
export interface ReasonTexts {
  readonly name: string
  readonly text: string
  /** May be empty. */
  readonly hint: string
}

/** A reason as one shop has it. */
export interface Reason {
  readonly code: string
  readonly parts: readonly Part[]
  /** Made by the shop. */
  readonly own: boolean
  /** Not offered any more; where it was given, it is still told. */
  readonly hidden: boolean
  /** Ours, in the shop's words. */
  readonly reworded: boolean
  /** Languages in which the shop has not said it: they have the words of another one. */
  readonly lacks: readonly Language[]
  /** Where it stands in the list of a part: smaller is earlier. */
  readonly place: Readonly<Record<Part, number>>
  readonly texts: Readonly<Record<Language, ReasonTexts>>
}

const CODE = /^[a-z0-9-]{1,40}$/

/** Whether a text has the shape of a reason's code. */
export const isReasonCode = (value: string): boolean => CODE.test(value)

/** All reasons of a part in the shop's order, also those that are not offered. */
export const allOfPart = (reasons: readonly Reason[], part: Part): readonly Reason[] =>
  reasons.filter((reason) => reason.parts.includes(part)).sort((one, other) => one.place[part] - other.place[part])

/** The reasons that are offered for a part, in the order of the list: their place is the number that picks them. */
export const reasonsOfPart = (reasons: readonly Reason[], part: Part): readonly Reason[] =>
  allOfPart(reasons, part).filter((reason) => !reason.hidden)

/** Codes in the order that the shop wants: what it has not placed comes behind what it has, and "other" is the last. */
export function inOrder(codes: readonly string[], wanted: readonly string[]): readonly string[] {
  const placed = wanted.filter((code) => code !== LAST_REASON && codes.includes(code))
  return [...placed, ...codes.filter((code) => !placed.includes(code))]
}

/** The order after one reason has changed places with its neighbour among those that are offered; null where there is none. */
export function movedOrder(reasons: readonly Reason[], part: Part, code: string, to: 'up' | 'down'): readonly string[] | null {
  const all = allOfPart(reasons, part).map((reason) => reason.code)
  const offered = reasonsOfPart(reasons, part).map((reason) => reason.code)
  const neighbour = offered[offered.indexOf(code) + (to === 'up' ? -1 : 1)]
  if (!offered.includes(code) || neighbour === undefined || [code, neighbour].includes(LAST_REASON)) return null
  return all.map((each) => (each === code ? neighbour : each === neighbour ? code : each))
}

/** The words of a reason in the languages in which they are said. */
export type SaidTexts = Readonly<Partial<Record<Language, ReasonTexts>>>

/** Whether another reason of the same part already has one of these names, in the language that has it twice; null: none. */
export const nameTaken = (reasons: readonly Reason[], code: string, parts: readonly Part[], said: SaidTexts): Language | null =>
  LANGUAGES.find((language) =>
    reasons.some(
      (each) =>
        each.code !== code && each.parts.some((part) => parts.includes(part)) && said[language]?.name.trim() === each.texts[language].name,
    ),
  ) ?? null
