import { readWords, type Word } from './words.ts'

export type Comparison = '=' | '!=' | '<' | '<=' | '>' | '>='

/** What one clause asks of its filter. */
export type Condition =
  | { readonly kind: 'compare'; readonly comparison: Comparison; readonly value: Word }
  | { readonly kind: 'contains'; readonly value: Word }
  | { readonly kind: 'between'; readonly from: Word; readonly until: Word }
  | { readonly kind: 'in'; readonly values: readonly Word[] }
  | { readonly kind: 'null' }

export interface Clause {
  /** The filter's name, with its place. */
  readonly filter: Word
  /** Event filters take parameters: orders_placed(…). */
  readonly parameters: readonly Word[] | null
  readonly negated: boolean
  readonly condition: Condition
}
export type Tree =
  | { readonly clause: Clause }
  | { readonly not: Tree }
  | { readonly and: readonly Tree[] }
  | { readonly or: readonly Tree[] }

/** A query as far as it could be read: the tree when all of it could, the first word that fits nowhere when not, and every filter named. */
export interface Reading {
  readonly tree: Tree | null
  readonly unexpected: Word | null
  readonly filters: readonly Word[]
}

class Unexpected extends Error {
  readonly word: Word
  constructor(word: Word) {
    super(word.text)
    this.word = word
  }
}

interface Cursor {
  readonly words: readonly Word[]
  at: number
  readonly filters: Word[]
}

const COMPARISONS = new Set<string>(['=', '!=', '<', '<=', '>', '>='])
const isComparison = (text: string): text is Comparison => COMPARISONS.has(text)
const END: Word = { kind: 'end', text: '<EOF>', line: 1, column: 0 }

const peek = (cursor: Cursor): Word => cursor.words[cursor.at] ?? END
function next(cursor: Cursor): Word {
  const word = peek(cursor)
  cursor.at += 1
  return word
}
const isKeyword = (word: Word, keyword: string): boolean => word.kind === 'name' && word.text.toUpperCase() === keyword
function took(cursor: Cursor, keyword: string): boolean {
  const word = peek(cursor)
  const found = isKeyword(word, keyword) || (word.kind === 'sign' && word.text === keyword)
  if (found) cursor.at += 1
  return found
}
function must(cursor: Cursor, keyword: string): void {
  if (!took(cursor, keyword)) throw new Unexpected(peek(cursor))
}

const KEYWORDS = ['AND', 'OR', 'NOT', 'CONTAINS', 'BETWEEN', 'IS', 'NULL', 'IN']
const isKeywordOfAnyKind = (word: Word): boolean => KEYWORDS.some((keyword) => isKeyword(word, keyword))

// Named days (today), true and false are values without quotation marks.
function value(cursor: Cursor): Word {
  const word = next(cursor)
  if (word.kind === 'text' || word.kind === 'value') return word
  if (word.kind === 'name' && !isKeywordOfAnyKind(word)) return word
  throw new Unexpected(word)
}

function values(cursor: Cursor): Word[] {
  must(cursor, '(')
  const found = [value(cursor)]
  while (took(cursor, ',')) found.push(value(cursor))
  must(cursor, ')')
  return found
}

function parameters(cursor: Cursor): Word[] | null {
  if (!took(cursor, '(')) return null
  const found: Word[] = []
  for (let depth = 1; depth > 0; ) {
    const word = next(cursor)
    if (word.kind === 'end') throw new Unexpected(word)
    if (word.text === '(' && word.kind === 'sign') depth += 1
    if (word.text === ')' && word.kind === 'sign') depth -= 1
    if (depth > 0) found.push(word)
  }
  return found
}

function condition(cursor: Cursor): Condition {
  const word = next(cursor)
  if (word.kind === 'sign' && isComparison(word.text)) return { kind: 'compare', comparison: word.text, value: value(cursor) }
  if (isKeyword(word, 'CONTAINS')) return { kind: 'contains', value: value(cursor) }
  if (isKeyword(word, 'IN')) return { kind: 'in', values: values(cursor) }
  if (!isKeyword(word, 'BETWEEN')) throw new Unexpected(word)
  const from = value(cursor)
  must(cursor, 'AND')
  return { kind: 'between', from, until: value(cursor) }
}

function clause(cursor: Cursor): Clause {
  const filter = next(cursor)
  if (filter.kind !== 'name' || isKeywordOfAnyKind(filter)) throw new Unexpected(filter)
  cursor.filters.push(filter)
  const given = parameters(cursor)
  if (took(cursor, 'IS')) {
    const negated = took(cursor, 'NOT')
    must(cursor, 'NULL')
    return { filter, parameters: given, negated, condition: { kind: 'null' } }
  }
  const negated = took(cursor, 'NOT')
  if (negated && peek(cursor).kind === 'sign') throw new Unexpected(peek(cursor))
  return { filter, parameters: given, negated, condition: condition(cursor) }
}

function unary(cursor: Cursor): Tree {
  if (took(cursor, 'NOT')) return { not: unary(cursor) }
  if (!took(cursor, '(')) return { clause: clause(cursor) }
  const inner = either(cursor)
  must(cursor, ')')
  return inner
}

function both(cursor: Cursor): Tree {
  const parts = [unary(cursor)]
  while (took(cursor, 'AND')) parts.push(unary(cursor))
  return parts.length === 1 && parts[0] ? parts[0] : { and: parts }
}

function either(cursor: Cursor): Tree {
  const parts = [both(cursor)]
  while (took(cursor, 'OR')) parts.push(both(cursor))
  return parts.length === 1 && parts[0] ? parts[0] : { or: parts }
}

/** Reads a segment query; AND binds tighter than OR, keywords in any case. */
export function readQuery(query: string): Reading {
  const cursor: Cursor = { words: readWords(query), at: 0, filters: [] }
  try {
    const tree = either(cursor)
    if (peek(cursor).kind !== 'end') throw new Unexpected(peek(cursor))
    return { tree, unexpected: null, filters: cursor.filters }
  } catch (error) {
    if (!(error instanceof Unexpected)) throw error
    return { tree: null, unexpected: error.word, filters: cursor.filters }
  }
}
