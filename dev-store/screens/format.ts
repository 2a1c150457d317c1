/** Money as people write it in this language: ¥10,000, $1.50. `amount` is decimal text. */
export function money(amount: string | number, currency: string, locale: string): string {
  const format = new Intl.NumberFormat(locale, { style: 'currency', currency, currencyDisplay: 'narrowSymbol' })
  // Japanese and Chinese fonts draw U+FFE5 twice as wide as the digits beside it.
  return format.format(Number(amount)).replace('￥', '¥')
}

/** A moment on the shop's clock, to the minute. */
export const dateTime = (iso: string, locale: string, timeZone: string): string =>
  new Intl.DateTimeFormat(locale, { dateStyle: 'medium', timeStyle: 'short', timeZone }).format(new Date(iso))

/** A day on the shop's clock. */
export const day = (iso: string, locale: string, timeZone: string): string =>
  new Intl.DateTimeFormat(locale, { dateStyle: 'medium', timeZone }).format(new Date(iso))

const EAST_ASIAN = /[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]/

/** A person's name in the order of its own script: 関 一郎, Emma Clarke. Empty when there is none. */
export function personName(person: { firstName: string | null; lastName: string | null }): string {
  const { firstName, lastName } = person
  const parts = EAST_ASIAN.test(`${firstName}${lastName}`) ? [lastName, firstName] : [firstName, lastName]
  return parts.filter(Boolean).join(' ')
}
