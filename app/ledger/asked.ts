import { dayOf } from '../checks/typed.ts'

/** Which rows are asked for: those of a stretch of days, all or some of them. */
export const SHOWN = ['all', 'unidentified', 'corrections'] as const

export interface Asked {
  /** First and last day, both included, as YYYY-MM-DD. */
  readonly from: string
  readonly to: string
  readonly shown: (typeof SHOWN)[number]
  readonly customer: bigint | null
}

/** A place in the ledger, between two pages: rows come by day, and by number within a day. */
export interface Place {
  readonly tradedOn: string
  readonly number: bigint
}

const day = (typed: string | null): string | null => {
  const [, year, month, date] = /^(\d{4})-(\d\d)-(\d\d)$/.exec(typed ?? '') ?? []
  return year === undefined ? null : dayOf(Number(year), Number(month), Number(date))
}

/** What an address asks for; without days the month of `today`, and what cannot be read is as if it were not there. */
export function readAsked(query: URLSearchParams, today: string): Asked {
  const [from, to] = [day(query.get('from')) ?? `${today.slice(0, 7)}-01`, day(query.get('to')) ?? today].sort()
  const customer = query.get('customer')?.normalize('NFKC').trim() ?? ''
  return {
    from: from ?? today,
    to: to ?? today,
    shown: SHOWN.find((each) => each === query.get('shown')) ?? 'all',
    customer: /^\d{1,18}$/.test(customer) ? BigInt(customer) : null,
  }
}

/** The same as the query of an address. */
export function queryOf({ from, to, shown, customer }: Asked): string {
  const query = new URLSearchParams({ from, to })
  if (shown !== 'all') query.set('shown', shown)
  if (customer !== null) query.set('customer', String(customer))
  return query.toString()
}

/** A place as it stands in an address, and back; null for what is none. */
export const placeText = ({ tradedOn, number }: Place): string => `${tradedOn}_${number}`
export function readPlace(text: string | null): Place | null {
  const [, on, number] = /^(\d{4}-\d\d-\d\d)_(\d{1,18})$/.exec(text ?? '') ?? []
  return on === undefined || number === undefined ? null : { tradedOn: on, number: BigInt(number) }
}
