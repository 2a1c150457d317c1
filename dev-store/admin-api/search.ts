/** One term of Shopify's search syntax; `field` is null for words without one. */
export interface Term {
  readonly field: string | null
  readonly comparison: '=' | '<' | '<=' | '>' | '>='
  readonly value: string
  /** Written between quotation marks: words that belong together. */
  readonly quoted: boolean
}

/** A query as it was understood. */
export type Search = { readonly term: Term } | { readonly not: Search } | { readonly and: Search[] } | { readonly or: Search[] }

type Token = { kind: '(' | ')' | 'AND' | 'OR' | 'NOT' } | { kind: 'term'; term: Term }

const WORD = /(?:([A-Za-z_][\w.-]*):\s*)?(<=|>=|<|>)?(?:"((?:[^"\\]|\\.)*)"|'((?:[^'\\]|\\.)*)'|([^\s()]+))/y

function readTokens(query: string): Token[] {
  const tokens: Token[] = []
  let at = 0
  while (at < query.length) {
    const rest = query.slice(at)
    const space = /^\s+/.exec(rest)
    if (space) {
      at += space[0].length
      continue
    }
    if (rest[0] === '(' || rest[0] === ')') {
      tokens.push({ kind: rest[0] })
      at += 1
      continue
    }
    const word = /^(AND|OR|NOT)(?=[\s(])/.exec(rest)
    if (word) {
      tokens.push({ kind: word[1] as 'AND' | 'OR' | 'NOT' })
      at += word[0].length
      continue
    }
    if (rest[0] === '-' && rest.length > 1) {
      tokens.push({ kind: 'NOT' })
      at += 1
      continue
    }
    WORD.lastIndex = at
    const found = WORD.exec(query)
    if (!found) {
      at += 1
      continue
    }
    const value = (found[3] ?? found[4])?.replace(/\\(.)/g, '$1') ?? found[5]?.replace(/\\(.)/g, '$1') ?? ''
    const comparison = (found[2] ?? '=') as Term['comparison']
    const quoted = found[3] !== undefined || found[4] !== undefined
    tokens.push({ kind: 'term', term: { field: found[1]?.toLowerCase() ?? null, comparison, value, quoted } })
    at = WORD.lastIndex
  }
  return tokens
}

/** Reads `tag:vip -country:Japan (a OR b)`: terms side by side must all hold; AND binds tighter than OR. */
export function readSearch(query: string): Search {
  const tokens = readTokens(query)
  let at = 0
  const either = (): Search => {
    const options = [all()]
    while (tokens[at]?.kind === 'OR') {
      at += 1
      options.push(all())
    }
    return options.length === 1 && options[0] ? options[0] : { or: options }
  }
  const all = (): Search => {
    const parts: Search[] = []
    for (let token = tokens[at]; token && token.kind !== 'OR' && token.kind !== ')'; token = tokens[at]) {
      if (token.kind === 'AND') at += 1
      else parts.push(one())
    }
    return parts.length === 1 && parts[0] ? parts[0] : { and: parts }
  }
  const one = (): Search => {
    const token = tokens[at]
    at += 1
    if (token?.kind === 'NOT') return { not: one() }
    if (token?.kind === 'term') return { term: token.term }
    if (token?.kind !== '(') return { and: [] }
    const inner = either()
    at += 1
    return inner
  }
  return either()
}

/** Whether a search holds, when it is known which of its terms do. */
export function holds(search: Search, match: (term: Term) => boolean): boolean {
  if ('term' in search) return match(search.term)
  if ('not' in search) return !holds(search.not, match)
  return 'and' in search ? search.and.every((one) => holds(one, match)) : search.or.some((one) => holds(one, match))
}

/** Compares texts as the search does: case does not matter, a trailing * matches any ending. */
export function textMatches(found: string | null, wanted: string): boolean {
  if (found === null) return false
  const a = found.toLowerCase()
  const b = wanted.toLowerCase()
  return b.endsWith('*') ? a.startsWith(b.slice(0, -1)) : a === b
}

/** Compares numbers: ids, counts, amounts. */
export function numberMatches(found: number, term: Term): boolean {
  const wanted = Number(term.value.replace(/^gid:\/\/shopify\/\w+\//, ''))
  if (Number.isNaN(wanted)) return false
  if (term.comparison === '=') return found === wanted
  if (term.comparison === '<') return found < wanted
  if (term.comparison === '<=') return found <= wanted
  return term.comparison === '>' ? found > wanted : found >= wanted
}

const isDay = (text: string) => /^\d{4}-\d\d-\d\d$/.test(text)

/** Compares times; a date alone means its whole day (UTC). */
export function timeMatches(found: string, term: Term): boolean {
  const from = Date.parse(term.value)
  if (Number.isNaN(from)) return false
  const until = isDay(term.value) ? from + 86_400_000 - 1 : from
  const at = Date.parse(found)
  if (term.comparison === '=') return at >= from && at <= until
  if (term.comparison === '<') return at < from
  if (term.comparison === '<=') return at <= until
  return term.comparison === '>' ? at > until : at >= from
}
