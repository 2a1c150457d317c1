import type { Actor, Shop } from '../store/types.ts'
import type { World } from '../store/world.ts'

/** Who asks what of which shop: the context of every resolver. */
export interface Caller {
  readonly world: World
  readonly shop: Shop
  readonly scopes: readonly string[]
  readonly by: Actor
}

export type Args = Record<string, unknown>
export type Root = (args: Args, caller: Caller) => unknown
/** A record as the schema sees it: values, or functions of arguments. `__typename` is always there. */
export type View = { readonly __typename: string } & Record<string, unknown>

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
