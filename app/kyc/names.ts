/** A name in its parts, as the store keeps it. */
export interface NameParts {
  readonly firstName: string | null
  readonly lastName: string | null
  readonly displayName: string
}

// Han, kana and hangul names are said family name first, whoever reads them and in whatever language.
const FAMILY_FIRST = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}]/u

/** A person's name as staff read it: 姓 名 for names in East Asian script, else as the store shows it. Null when the store has no name. */
export function nameOf({ firstName, lastName, displayName }: NameParts): string | null {
  const parts = [lastName, firstName].filter((part): part is string => Boolean(part?.trim()))
  const name = parts.some((part) => FAMILY_FIRST.test(part)) ? parts.join(' ') : displayName
  return name.trim() === '' ? null : name
}

/**
 * What staff typed, as Shopify's customer search takes it: an address is looked for as an e-mail, everything else as the beginnings of
 * words. Marks of the search syntax are no part of a name and would change what is looked for.
 */
export function searchFor(typed: string): string | null {
  const text = typed
    .normalize('NFKC')
    .replace(/["'\\():<>*]/g, ' ')
    .trim()
    .slice(0, 100)
  if (text === '') return null
  if (/^[^\s@]+@[^\s@]+$/.test(text)) return `email:"${text}"`
  // A leading minus, and the three words of the syntax, would be read as operators.
  const words = text
    .split(/\s+/)
    .map((word) => word.replace(/^-+/, ''))
    .filter((word) => word !== '' && !['AND', 'OR', 'NOT'].includes(word))
  return words.length === 0 ? null : words.map((word) => `${word}*`).join(' ')
}
