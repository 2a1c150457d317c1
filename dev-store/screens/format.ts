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

/** A person's name as their language writes it: 関 一郎, Emma Clarke. */
export const personName = (person: { firstName: string | null; lastName: string | null }, locale: string): string => {
  const parts = [person.firstName, person.lastName]
  return (/^(ja|zh)/.test(locale) || /[\u3040-\u30ff\u3400-\u9fff]/.test(parts.join('')) ? parts.reverse() : parts)
    .filter(Boolean)
    .join(' ')
}
