import type { Customer } from '../store/types.ts'
import { timeOf } from '../store/world.ts'
import { clausesOf } from './checking.ts'
import { dayOf, readDay } from './days.ts'
import { type Fact, factReader, findFilter, type Scene } from './facts.ts'
import type { FilterKind } from './filters.ts'
import type { Clause, Comparison, Condition, Tree } from './grammar.ts'
import type { Word } from './words.ts'

type Single = string | number | boolean
type Test = (customer: Customer) => boolean

const same = (a: Single, b: Single): boolean =>
  typeof a === 'string' && typeof b === 'string' ? a.toLowerCase() === b.toLowerCase() : a === b

function compare(fact: Single, comparison: Comparison, wanted: Single): boolean {
  if (comparison === '=') return same(fact, wanted)
  if (comparison === '!=') return !same(fact, wanted)
  if (comparison === '<') return fact < wanted
  if (comparison === '<=') return fact <= wanted
  return comparison === '>' ? fact > wanted : fact >= wanted
}

function meaning(kind: FilterKind, word: Word, today: string): Single {
  if (kind === 'boolean') return word.text.toLowerCase() === 'true'
  if (kind === 'number' || kind === 'amount') return Number(word.text)
  return kind === 'day' ? (readDay(word.text, today) ?? word.text) : word.text
}

function holds(condition: Condition, fact: Fact, mean: (word: Word) => Single): boolean {
  if (condition.kind === 'null') return fact === null || (Array.isArray(fact) && fact.length === 0)
  if (Array.isArray(fact)) return condition.kind === 'contains' && fact.some((one) => same(one as string, String(mean(condition.value))))
  // What is not there differs from every value: != and NOT hold for it (Shopify's WHERE keeps such rows).
  if (fact === null) return condition.kind === 'compare' && condition.comparison === '!='
  const single = fact as Single
  if (condition.kind === 'compare') return compare(single, condition.comparison, mean(condition.value))
  if (condition.kind === 'between') return compare(single, '>=', mean(condition.from)) && compare(single, '<=', mean(condition.until))
  return condition.kind === 'in' && condition.values.some((word) => same(single, mean(word)))
}

function clauseTest(scene: Scene, clause: Clause, today: string): Test {
  const read = factReader(scene, clause.filter.text)
  const kind = findFilter(scene.world, scene.shop, clause.filter.text)?.kind ?? 'text'
  const mean = (word: Word) => meaning(kind, word, today)
  return (customer) => (read ? holds(clause.condition, read(customer), mean) : false) !== clause.negated
}

function testOf(scene: Scene, tree: Tree, today: string): Test {
  if ('clause' in tree) return clauseTest(scene, tree.clause, today)
  if ('not' in tree) {
    const inner = testOf(scene, tree.not, today)
    return (customer) => !inner(customer)
  }
  const parts = ('and' in tree ? tree.and : tree.or).map((one) => testOf(scene, one, today))
  return (customer) => ('and' in tree ? parts.every((part) => part(customer)) : parts.some((part) => part(customer)))
}

/** The first filter of a query for which the dev store has nothing to look at: events, cities, distances. Its members must not be guessed. */
export const notEvaluated = (scene: Scene, tree: Tree): string | undefined =>
  clausesOf(tree).find((clause) => !factReader(scene, clause.filter.text))?.filter.text

/** Whether a customer belongs to a segment, by whole days of the scene's time zone. Throws RangeError for a zone that is none. */
export const memberTest = (scene: Scene, tree: Tree): Test => testOf(scene, tree, dayOf(timeOf(scene.world), scene.timeZone))
