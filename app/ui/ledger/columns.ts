import { KINDS, type Kind } from '../../documents/kinds.ts'
import type { Entry } from '../../ledger/list.server.ts'
import { plainAmount } from '../../ledger/money.ts'
import { METHODS } from '../../methods/methods.ts'
import type { Translate } from '../../platform/i18n/translate.ts'
import type { AdminReference } from '../messages.ts'

type T = Translate<AdminReference>

/** The columns of the exported table, in their order. */
export const COLUMNS = [
  'number',
  'date',
  'kind',
  'corrects',
  'item',
  'features',
  'quantity',
  'fewer',
  'price',
  'currency',
  'name',
  'address',
  'occupation',
  'age',
  'method',
  'document',
  'issuer',
  'documentNumber',
  'order',
  'customer',
] as const

/** How identity was checked, in words: the pieces of the method, or that the store said so, or that nobody did. */
export function methodWords(t: T, { verified, method }: Pick<Entry, 'verified' | 'method'>): string {
  if (!verified) return t('ledger.unverified')
  const legs = METHODS.methods.find(({ id }) => id === method)?.legs
  return legs ? legs.map((leg) => t(`checks.leg.${leg}`)).join('＋') : t('ledger.byHand')
}

const isKind = (value: string): value is Kind => Object.values(KINDS).some((kinds) => (kinds as readonly string[]).includes(value))

/** A kind of paper in words; a kind that this version does not know stays a code. */
export const paperWords = (t: T, kind: string): string => (isKind(kind) ? t(`kind.${kind}`) : kind)

/** The kind of a row in words; of a correction with the row that it corrects. */
export function kindWords(t: T, { kind, corrects }: Pick<Entry, 'kind' | 'corrects'>): string {
  const word = t(`ledger.kind.${kind}`)
  return corrects === null ? word : t('ledger.correction', { kind: word, number: corrects.toString() })
}

const own = (value: string | number | bigint | null) => (value === null ? '' : { own: String(value) })

/** A row as cells of the exported table: texts of people as texts, numbers and days of ours as they are. Nothing is below zero. */
export function cellsOf(t: T, entry: Entry): readonly (string | { readonly own: string })[] {
  const { number, tradedOn, corrects, quantity, price, currency, document } = entry
  return [
    own(number),
    own(tradedOn),
    t(`ledger.kind.${entry.kind}`),
    own(corrects),
    entry.item,
    entry.features,
    own(quantity > 0 ? quantity : null),
    own(quantity < 0 ? -quantity : null),
    own(plainAmount(price, currency)),
    currency,
    entry.name ?? '',
    entry.address ?? '',
    entry.occupation ?? '',
    own(entry.age),
    methodWords(t, entry),
    document ? paperWords(t, document.kind) : '',
    document?.issuer ?? '',
    document?.number ?? '',
    entry.orderName,
    entry.customer?.toString() ?? '',
  ]
}
