/** A bank or a branch, as the list of Zengin codes has it. */
export interface Place {
  readonly code: string
  readonly name: string
  /** Capital kana, full width. */
  readonly kana: string
}

/** A place with everything by which it is found. */
interface Findable<Of> {
  readonly place: Of
  readonly name: string
  readonly kana: string
}

export type SearchIndex<Of extends Place> = readonly Findable<Of>[]

/** What is said or typed for a name that the list writes another way. */
const SPOKEN: readonly (readonly [RegExp, string])[] = [
  [/信用金庫|しんようきんこ|shinyoukinko|shinyokinko/g, '信金'],
  [/信用組合|しんようくみあい/g, '信組'],
  [/労働金庫|ろうどうきんこ/g, '労金'],
  [/農業協同組合|^ja(?=\P{Script=Latin})/gu, '農協'],
  [/農林中央金庫/g, '農林中金'],
]

/** Endings that people say and the list leaves out. */
const ENDINGS = /(銀行|ぎんこう|ginkou|ginko|bank|株式会社|支店|してん|shiten|branch|店)$/

/** Names by which banks are known abroad; their codes in the list. */
const ALIASES: Readonly<Record<string, string>> = {
  mufg: '0005',
  smbc: '0009',
  resona: '0010',
  jp: '9900',
  jpbank: '9900',
  japanpost: '9900',
  paypay: '0033',
}

const SMALL = 'ぁぃぅぇぉっゃゅょゎ'
const LARGE = 'あいうえおつやゆよわ'

/** One way of writing: width, case, katakana, small kana and dashes fall together. */
function plain(text: string): string {
  const folded = text
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[\u30a1-\u30f6]/g, (kana) => String.fromCharCode(kana.charCodeAt(0) - 0x60))
  return Array.from(
    folded.replace(/[\s・･]/g, '').replace(/[\u2010-\u2015\u2212\u30fc-]/g, 'ー'),
    (one) => LARGE[SMALL.indexOf(one)] ?? one,
  ).join('')
}

const O_ROW = /([おこそとのほもよろごぞどぼぽ])[うおー]+/g
const U_ROW = /([うくすつぬふむゆるぐずづぶぷ])[うー]+/g

/** Long vowels are written or left out, in kana as in Latin letters: for searching they are left out. */
const short = (kana: string): string => kana.replace(O_ROW, '$1').replace(U_ROW, '$1').replaceAll('ー', '')

/** Makes a list searchable. */
export const indexOf = <Of extends Place>(places: readonly Of[]): SearchIndex<Of> =>
  places.map((place) => ({ place, name: plain(place.name), kana: short(plain(place.kana)) }))

const VOWELS = 'aiueo'
const ROWS: Readonly<Record<string, string>> = {
  '': 'あいうえお',
  k: 'かきくけこ',
  s: 'さしすせそ',
  t: 'たちつてと',
  n: 'なにぬねの',
  h: 'はひふへほ',
  m: 'まみむめも',
  y: 'やいゆえよ',
  r: 'らりるれろ',
  w: 'わいうえを',
  g: 'がぎぐげご',
  z: 'ざじずぜぞ',
  d: 'だぢづでど',
  b: 'ばびぶべぼ',
  p: 'ぱぴぷぺぽ',
  f: 'はひふへほ',
  v: 'ばびぶべぼ',
  l: 'らりるれろ',
  j: 'ざじずぜぞ',
  c: 'かしくせこ',
}
const YOON: readonly (readonly [RegExp, string])[] = [
  [/^(sh|ch|j)([aueo])/, ''],
  [/^([kstnhmrgzdbp])y([auo])/, ''],
]

/** Latin letters as hiragana with capital kana, as far as they can be read so: hokkaido is ほつかいど. Null when they are no Japanese. */
export function fromLatin(typed: string): string | null {
  let rest = typed.replaceAll('ū', 'u').replaceAll('ō', 'o').replace(/[' ]/g, '')
  let kana = ''
  while (rest !== '') {
    const [taken, read] = syllable(rest)
    if (taken === 0) return null
    kana += read
    rest = rest.slice(taken)
  }
  return kana
}

function syllable(rest: string): [taken: number, kana: string] {
  if (rest.startsWith('ー')) return [1, 'ー']
  if (/^([kstpcgdbhj])\1/.test(rest) || rest.startsWith('tch')) return [1, 'つ']
  for (const [pattern] of YOON) {
    const [whole, first = '', vowel = ''] = pattern.exec(rest) ?? []
    if (!whole) continue
    const head = first === 'sh' ? 'し' : first === 'ch' ? 'ち' : first === 'j' ? 'じ' : (ROWS[first]?.[1] ?? '')
    const tail = vowel === 'e' ? 'え' : ({ a: 'や', u: 'ゆ', o: 'よ' }[vowel] ?? '')
    return [whole.length, head + tail]
  }
  const [whole, first = '', vowel = ''] = /^(sh|ch|ts|[kstnhmyrwgzdbpfvljc]?)([aiueo])/.exec(rest) ?? []
  if (whole) {
    if (first.length === 2) return [whole.length, first === 'sh' ? 'し' : first === 'ch' ? 'ち' : 'つ']
    return [whole.length, ROWS[first]?.[VOWELS.indexOf(vowel)] ?? '']
  }
  return /^[nm](?![aiueoy])/.test(rest) ? [1, 'ん'] : [0, '']
}

const MATCHES = { code: 0, exact: 1, begins: 2, holds: 3, none: 4 } as const

function matchOf({ place, name, kana }: Findable<Place>, wish: Wish): number {
  if (wish.code !== null)
    return place.code.startsWith(wish.code) ? (place.code === wish.code ? MATCHES.code : MATCHES.begins) : named(name, kana, wish)
  return place.code === wish.alias ? MATCHES.code : named(name, kana, wish)
}

function named(name: string, kana: string, { names, readings }: Wish): number {
  if (names.includes(name) || readings.includes(kana)) return MATCHES.exact
  if (names.some((each) => name.startsWith(each)) || readings.some((each) => kana.startsWith(each))) return MATCHES.begins
  return names.some((each) => name.includes(each)) || readings.some((each) => each.length > 1 && kana.includes(each))
    ? MATCHES.holds
    : MATCHES.none
}

interface Wish {
  /** Digits: the beginning of a code. */
  readonly code: string | null
  readonly alias: string | null
  readonly names: readonly string[]
  readonly readings: readonly string[]
}

function wishOf(typed: string): Wish | null {
  const text = plain(typed.slice(0, 60))
  if (text === '') return null
  const spoken = SPOKEN.reduce((said, [pattern, written]) => said.replace(pattern, written), text)
  const names = [...new Set([text, spoken, spoken.replace(ENDINGS, '')])].filter((name) => name !== '')
  const read = names.flatMap((name) => (/^[\u3041-\u3096ー]+$/.test(name) ? [name] : (fromLatin(name) ?? [])))
  return {
    code: /^\d{1,4}$/.test(text) ? text : null,
    alias: ALIASES[text] ?? ALIASES[text.replace(ENDINGS, '')] ?? null,
    names,
    readings: [...new Set(read.map(short))].filter((reading) => reading !== ''),
  }
}

/**
 * Finds banks or branches by name, kana, hiragana, Latin letters or code, in any width (E01): the best matches first, then by code; all of them
 * from the first on when nothing is typed. At most `limit`.
 */
export function search<Of extends Place>(index: SearchIndex<Of>, typed: string, limit: number): readonly Of[] {
  const wish = wishOf(typed)
  if (!wish) return index.slice(0, limit).map(({ place }) => place)
  const found = index.map((each) => ({ place: each.place, match: matchOf(each, wish) })).filter(({ match }) => match !== MATCHES.none)
  const order = found.toSorted((a, b) => a.match - b.match || (a.place.code < b.place.code ? -1 : 1))
  return order.slice(0, limit).map(({ place }) => place)
}
