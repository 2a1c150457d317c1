import type { Part } from '../kyc/case.ts'
import type { LegRecord } from '../methods/legs.ts'
import { LEGS, type LegId, METHODS } from '../methods/methods.ts'
import { ok, type Result, refuse } from '../platform/result.ts'
import { holdsMyNumber } from './my-number.ts'
import { type Reading, readReading } from './reading.ts'
import { bare, readDay } from './typed.ts'

/** What the checklist of a case sends. */
export type PanelRequest =
  | { readonly act: 'read'; readonly part: Part; readonly reading: Reading }
  | {
      readonly act: 'leg'
      readonly entry: { readonly leg: LegId; readonly record: LegRecord | 'open'; readonly happenedOn: string; readonly tracking: string }
    }

const RECORDS = ['sent', 'arrived', 'returned', 'done', 'open'] as const

/** Characters of a tracking number, as typed. */
export const TRACKING_MAX = 40

/** Reads the checklist's forms; `bad-input` names the field. `today` is the shop's date as YYYY-MM-DD. */
export function readPanelForm(form: FormData, today: string): Result<PanelRequest> {
  const text = (name: string) => String(form.get(name) ?? '').trim()
  if (text('act') === 'leg') return readLeg(text, today)
  const part = text('part')
  if (text('act') !== 'read' || (part !== 'identity' && part !== 'corporate')) return bad('part', 'unknown')
  const reading = readReading(part, text('kind'), text)
  return reading.ok ? ok({ act: 'read', part, reading: reading.value }) : reading
}

function readLeg(text: (name: string) => string, today: string): Result<PanelRequest> {
  const leg = LEGS.find((each) => each === text('leg'))
  const record = RECORDS.find((each) => each === text('record'))
  if (!leg || !record) return bad('leg', 'unknown')
  const happenedOn = text('happenedOn') === '' ? today : readDay(text('happenedOn'))
  if (happenedOn === null) return bad('happenedOn', 'invalid')
  if (happenedOn > today) return bad('happenedOn', 'in-future')
  const posted = METHODS.legs[leg] === 'delivery' && record === 'sent'
  const tracking = text('tracking')
  if (posted && tracking === '') return bad('tracking', 'required')
  if (tracking.length > TRACKING_MAX) return bad('tracking', 'too-long')
  if (holdsMyNumber(tracking) && !(posted && isParcel(tracking))) return bad('tracking', 'my-number')
  return ok({ act: 'leg', entry: { leg, record, happenedOn, tracking: posted ? tracking : '' } })
}

/** The post's own twelve digits: the last is the rest of the eleven before by seven. What fits both is a parcel where one was posted. */
const isParcel = (tracking: string): boolean => {
  const digits = bare(tracking)
  return /^\d{12}$/.test(digits) && Number(digits.slice(0, 11)) % 7 === Number(digits[11])
}

const bad = (field: string, fault: string) => refuse({ code: 'bad-input', fields: { [field]: fault } } as const)
