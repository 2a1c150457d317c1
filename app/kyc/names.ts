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
