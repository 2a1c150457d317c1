import type { Actor, Shop } from '../store/types.ts'
import type { World } from '../store/world.ts'
import type { Search } from './search.ts'
import type { SearchNote, SearchWarning } from './search-notes.ts'

/** Who asks what of which shop: the context of every resolver. */
export interface Caller {
  readonly world: World
  readonly shop: Shop
  readonly scopes: readonly string[]
  readonly by: Actor
  /** Remarks on the search of a root, for `extensions.search`. */
  readonly remark?: (query: string, search: Search, warnings: readonly SearchWarning[]) => void
  /** Where the remarks of one answer gather. */
  readonly notes?: SearchNote[]
  /** Set while a bulk query runs: connections then come whole. */
  readonly bulk?: BulkRun
}

/** A bulk query under way: root connections are cut into batches, so that a store of any size fits. */
export interface BulkRun {
  /** Root connections by their name in the answer, resolved once. */
  readonly roots: Map<string, Whole>
  /** Where connections stand in the answer: names joined by dots, without places in lists. */
  readonly connections: Set<string>
  from: number
  until: number
}

/** All records of a connection, each shown only when its turn comes. */
export interface Whole {
  readonly count: number
  readonly edges: (from: number, until: number) => View[]
}
/** In the arguments of a connection it asks for all of it; in its view it is the answer. No request can write it. */
export const WHOLE = Symbol('whole')

export type Args = Record<string, unknown> & { readonly [WHOLE]?: true }
export type Root = (args: Args, caller: Caller) => unknown
/** A record as the schema sees it: values, or functions of arguments. `__typename` is always there. */
export type View = { readonly __typename: string; readonly [WHOLE]?: Whole } & Record<string, unknown>

/** Argument readers: the schema has already made sure of the kinds, these make TypeScript sure too. */
export const text = (args: Args, name: string): string | undefined => (typeof args[name] === 'string' ? args[name] : undefined)
export const number = (args: Args, name: string): number | undefined => (typeof args[name] === 'number' ? args[name] : undefined)
export const flag = (args: Args, name: string): boolean => args[name] === true
export const record = (args: Args, name: string): Args => {
  const value = args[name]
  return value !== null && typeof value === 'object' ? (value as Args) : {}
}
export const list = (args: Args, name: string): unknown[] => (Array.isArray(args[name]) ? args[name] : [])
export const texts = (args: Args, name: string): string[] => list(args, name).filter((one): one is string => typeof one === 'string')
export const records = (args: Args, name: string): Args[] =>
  list(args, name).filter((one): one is Args => one !== null && typeof one === 'object')
/** As given: undefined when left out, null when emptied. */
export const given = (args: Args, name: string): string | null | undefined => (args[name] === null ? null : text(args, name))
