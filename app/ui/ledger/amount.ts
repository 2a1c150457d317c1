import { digitsOf } from '../../ledger/money.ts'

/** An amount as readers of a language write it: ￥9,000. */
export const amountWords = (locale: string, { price, currency }: { readonly price: bigint; readonly currency: string }): string =>
  new Intl.NumberFormat(locale, { style: 'currency', currency }).format(Number(price) / 10 ** digitsOf(currency))
