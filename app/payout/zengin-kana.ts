import { fromLegalForm, type HolderKind } from './legal-forms.ts'

/** What an account holder's name may not hold, one entry for each wrong character. */
export interface KanaFault {
  readonly character: string
  /** `kanji`: must be written in kana; `symbol`: banks have no such sign. */
  readonly because: 'kanji' | 'symbol'
}

export type HolderFault = 'required' | 'too-long' | 'characters'

/** A name as banks in Japan write it, or what is wrong with it. */
export type ZenginName =
  | { readonly ok: true; readonly name: string }
  | { readonly ok: false; readonly fault: HolderFault; readonly characters: readonly KanaFault[] }

/** Half-width characters of the holder's field in a transfer record of the Zengin format; voice marks count as one each. */
export const HOLDER_MAX = 30

// The small kana, and the kana that the record has no sign for, as it writes them. ヲ is left out by banks and written オ.
const WRITTEN_AS: Readonly<Record<string, string>> = Object.fromEntries(
  Array.from('ァアィイゥウェエォオッツャヤュユョヨヮワヵカヶケヲオヰイヱエ').flatMap((kana, at, all) =>
    at % 2 === 0 ? [[kana, all[at + 1] ?? kana]] : [],
  ),
)

const FULL = 'アイウエオカキクケコサシスセソタチツテトナニヌネノハヒフヘホマミムメモヤユヨラリルレロワン'
const HALF = 'ｱｲｳｴｵｶｷｸｹｺｻｼｽｾｿﾀﾁﾂﾃﾄﾅﾆﾇﾈﾉﾊﾋﾌﾍﾎﾏﾐﾑﾒﾓﾔﾕﾖﾗﾘﾙﾚﾛﾜﾝ'
const HALF_OF = new Map(Array.from(FULL, (kana, at) => [kana, Array.from(HALF)[at] ?? kana]))

const MARKS: Readonly<Record<string, string>> = { '\u3099': 'ﾞ', '\u309a': 'ﾟ' }

// Dashes of every kind and the long vowel mark: the record has one hyphen for all of them.
const DASH = /[\u002d\u2010-\u2015\u2212\u2500\u30fc\uff0d\uff70]/
/** Signs that every bank takes in a holder's name; others take more, which does not help the transfer. */
const SIGN = /[A-Z0-9().]/
const BLANK = /[\s\u3000・･]/

/** One typed character, composed and full width, as the record writes it; null when it has no such character. */
function written(one: string): string | null {
  if (DASH.test(one)) return '-'
  if (BLANK.test(one)) return ' '
  const plain = one.normalize('NFKC').toUpperCase()
  if (SIGN.test(plain) && plain.length === 1) return plain
  const katakana = plain.replace(/[\u3041-\u3096]/, (kana) => String.fromCharCode(kana.charCodeAt(0) + 0x60))
  const [kana = '', ...marks] = Array.from(katakana.normalize('NFD'))
  if (MARKS[kana]) return MARKS[kana]
  const half = HALF_OF.get(WRITTEN_AS[kana] ?? kana)
  return half && marks.every((mark) => MARKS[mark]) ? half + marks.map((mark) => MARKS[mark]).join('') : null
}

// Free-standing voice marks join their kana: NFKC alone would put a blank between them.
const composed = (typed: string): string =>
  typed.replace(/[\u309b\u309c]/g, (mark) => (mark === '\u309b' ? '\u3099' : '\u309a')).normalize('NFKC')

/**
 * An account holder's name in the characters of the Zengin format (E01): half-width kana capitals with their voice marks apart, letters, digits,
 * `( ) - .` and blanks, legal forms abbreviated as banks do (株式会社 is ｶ). Idempotent. Every character that cannot be written is named.
 */
export function zenginName(typed: string, kind: HolderKind = 'person'): ZenginName {
  const spelled = kind === 'company' ? fromLegalForm(composed(typed)) : composed(typed)
  const faults: KanaFault[] = []
  let name = ''
  for (const one of Array.from(spelled)) {
    const sign = written(one)
    if (sign === null) faults.push({ character: one, because: /[\p{Script=Han}々〆]/u.test(one) ? 'kanji' : 'symbol' })
    else name += sign
  }
  name = name.replace(/ +/g, ' ').trim()
  const seen = new Set<string>()
  const characters = faults.filter(({ character }) => !seen.has(character) && seen.add(character))
  if (characters.length > 0) return { ok: false, fault: 'characters', characters }
  if (!/[ｱ-ﾝA-Z]/.test(name)) return { ok: false, fault: 'required', characters }
  return Array.from(name).length > HOLDER_MAX ? { ok: false, fault: 'too-long', characters } : { ok: true, name }
}
