import type { Shop } from '../store/types.ts'
import type { World } from '../store/world.ts'
import { readDay } from './days.ts'
import { findFilter } from './facts.ts'
import type { Filter, FilterKind } from './filters.ts'
import { type Clause, type Condition, readQuery, type Tree } from './grammar.ts'
import type { Word } from './words.ts'

const at = (word: Word, message: string): string => `Line ${word.line} Column ${word.column}: ${message}`

const OPERATORS: Record<Exclude<FilterKind, 'event'>, readonly Condition['kind'][]> = {
  list: ['contains', 'null'],
  enum: ['compare', 'in', 'null'],
  text: ['compare', 'in', 'null'],
  boolean: ['compare', 'null'],
  number: ['compare', 'between', 'in', 'null'],
  amount: ['compare', 'between', 'in', 'null'],
  day: ['compare', 'between', 'null'],
}

const wordsOf = (condition: Condition): readonly Word[] => {
  if (condition.kind === 'null') return []
  if (condition.kind === 'between') return [condition.from, condition.until]
  return condition.kind === 'in' ? condition.values : [condition.value]
}

const fits: Record<Exclude<FilterKind, 'event'>, (word: Word, filter: Filter) => boolean> = {
  list: (word) => word.kind !== 'name',
  text: (word) => word.kind === 'text',
  enum: (word, { values }) => word.kind === 'text' && (values?.includes(word.text) ?? true),
  boolean: (word) => /^(true|false)$/i.test(word.text) && word.kind === 'name',
  number: (word) => word.kind === 'value' && /^[+-]?\d+$/.test(word.text),
  amount: (word) => word.kind === 'value' && /^[+-]?\d+(\.\d+)?$/.test(word.text),
  day: (word) => word.kind !== 'text' && readDay(word.text, '2000-01-01') !== undefined,
}

function conditionProblem(filter: Filter, { condition, filter: named, parameters }: Clause): string | undefined {
  if (filter.kind === 'event') return undefined
  if (parameters) return at(named, `'${named.text}' filter takes no parameters.`)
  const ordered = condition.kind === 'compare' && !['=', '!='].includes(condition.comparison)
  const equalOnly = filter.kind === 'enum' || filter.kind === 'text' || filter.kind === 'boolean'
  if (!OPERATORS[filter.kind].includes(condition.kind) || (ordered && equalOnly)) {
    return at(named, `'${named.text}' filter does not support this operator.`)
  }
  const wrong = wordsOf(condition).find((word) => !fits[filter.kind as Exclude<FilterKind, 'event'>](word, filter))
  return wrong && at(wrong, `'${wrong.text}' is not a valid value for the '${named.text}' filter.`)
}

/** Every clause of a query, in the order of writing. */
export function clausesOf(tree: Tree): Clause[] {
  if ('clause' in tree) return [tree.clause]
  if ('not' in tree) return clausesOf(tree.not)
  return ('and' in tree ? tree.and : tree.or).flatMap(clausesOf)
}

/** A query that can be run, or everything that is wrong with it: what fits nowhere first, then filters that do not exist (recorded), then values. */
export function checkQuery(world: World, shop: Shop, query: string): { readonly tree: Tree } | { readonly problems: readonly string[] } {
  const { tree, unexpected, filters } = readQuery(query)
  const problems = unexpected ? [at(unexpected, `'${unexpected.text}' is unexpected.`)] : []
  for (const word of filters) {
    if (!findFilter(world, shop, word.text)) problems.push(at(word, `'${word.text}' filter cannot be found.`))
  }
  if (problems.length > 0 || !tree) return { problems }
  const values = clausesOf(tree).flatMap((clause) => {
    const filter = findFilter(world, shop, clause.filter.text)
    return (filter && conditionProblem(filter, clause)) ?? []
  })
  return values.length > 0 ? { problems: values } : { tree }
}
