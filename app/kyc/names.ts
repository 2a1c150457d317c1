/** A name in its parts, as the store keeps it. */
export interface NameParts {
  readonly firstName: string | null
  readonly lastName: string | null
}

// Han, kana and hangul names are said family name first, whoever reads them and in whatever language.
const FAMILY_FIRST = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}]/u

/** A person's name as people say it: 姓 名 in East Asian script, else given name first. Null when the store has none, or withholds it. */
export function nameOf({ firstName, lastName }: NameParts): string | null {
  const parts = [lastName, firstName].map((part) => part?.trim() ?? '').filter((part) => part !== '')
  if (parts.length === 0) return null
  return parts.some((part) => FAMILY_FIRST.test(part)) ? parts.join(' ') : parts.reverse().join(' ')
}

// Pictures with their joiners, skin tones, variation selectors, flags and keycaps. Rare Han (𠮷) is no picture and stays.
const PICTURES = /(?:\p{Extended_Pictographic}|\p{Emoji_Modifier}|\p{Regional_Indicator}|\u200d|\ufe0f|\u20e3)+/gu

/**
 * A name that Shopify's addresses take. An address copies the customer's name when it is given none, and addresses hold no emoji while names of
 * customers may (A08); null when the name can be copied as it is.
 */
export function addressName({ firstName, lastName }: NameParts): NameParts | null {
  const plain = (part: string | null) => part?.replace(PICTURES, ' ').replace(/\s+/g, ' ').trim() || null
  const held = [firstName, lastName].some((part) => part !== null && /\p{Extended_Pictographic}|\p{Regional_Indicator}/u.test(part))
  return held ? { firstName: plain(firstName), lastName: plain(lastName) } : null
}
