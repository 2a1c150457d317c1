/** One word of a segment query with its place: lines from 1, columns from 0, as Shopify's errors count them (recorded). */
export interface Word {
  readonly kind: 'name' | 'text' | 'value' | 'sign' | 'end'
  /** As written; of a text what stands between its quotation marks. */
  readonly text: string
  readonly line: number
  readonly column: number
}

const SPACE = /\s+/y
const TEXT = /'((?:[^'\\]|\\.)*)'/y
const NAME = /[A-Za-z_$][\w$]*(?:[.-]+[\w$]+)*/y
// 1, 100.50, -30d, 7_days_ago, 2026-01-31
const VALUE = /[+-]?\d[\w.-]*/y
const SIGN = /!=|<=|>=|[=<>(),:]|./y

const at = (pattern: RegExp, query: string, from: number): RegExpExecArray | null => {
  pattern.lastIndex = from
  return pattern.exec(query)
}

function wordAt(query: string, from: number): Pick<Word, 'kind' | 'text'> & { readonly length: number } {
  const text = at(TEXT, query, from)
  if (text) return { kind: 'text', text: (text[1] ?? '').replace(/\\(.)/g, '$1'), length: text[0].length }
  const name = at(NAME, query, from)
  if (name) return { kind: 'name', text: name[0], length: name[0].length }
  const value = at(VALUE, query, from)
  if (value) return { kind: 'value', text: value[0], length: value[0].length }
  const sign = at(SIGN, query, from)?.[0] ?? ''
  return { kind: 'sign', text: sign, length: Math.max(1, sign.length) }
}

/** The words of a query; the last one is its end. */
export function readWords(query: string): Word[] {
  const words: Word[] = []
  let line = 1
  let lineStart = 0
  let from = 0
  const skip = () => {
    const space = at(SPACE, query, from)?.[0] ?? ''
    for (const [i, letter] of [...space].entries()) {
      if (letter !== '\n') continue
      line += 1
      lineStart = from + i + 1
    }
    from += space.length
  }
  for (skip(); from < query.length; skip()) {
    const { length, ...word } = wordAt(query, from)
    words.push({ ...word, line, column: from - lineStart })
    from += length
  }
  return [...words, { kind: 'end', text: '<EOF>', line, column: from - lineStart }]
}
