import { createRequire } from 'node:module'
import { indexOf, type Place, type SearchIndex, search } from './bank-search.ts'

interface ZenginBranch {
  readonly code: string
  readonly name: string
  readonly kana: string
}

/** Banks by code, as zengin-code lists them. */
type ZenginList = Readonly<Record<string, ZenginBranch & { readonly branches: Readonly<Record<string, ZenginBranch>> }>>

interface Known {
  readonly list: ZenginList
  readonly banks: SearchIndex<Place>
  readonly branches: Map<string, SearchIndex<Place>>
}

let known: Known | undefined

// Five megabytes of source: read by the first who asks, and never by a process in which nobody does.
function zengin(): Known {
  if (known) return known
  const list = createRequire(import.meta.url)('zengin-code') as ZenginList
  known = { list, banks: indexOf(placesOf(list)), branches: new Map() }
  return known
}

const placesOf = (of: Readonly<Record<string, ZenginBranch>>): readonly Place[] =>
  Object.values(of)
    .map(({ code, name, kana }) => ({ code, name: name.normalize('NFKC'), kana: kana.normalize('NFKC') }))
    .toSorted((a, b) => (a.code < b.code ? -1 : 1))

/** More are never answered: who does not find his bank among them types on. */
const FOUND_MAX = 20

/** Banks of Japan by name, reading or code. */
export const findBanks = (typed: string): readonly Place[] => search(zengin().banks, typed, FOUND_MAX)

/** Branches of a bank of Japan by name, reading or code; none when there is no such bank. */
export function findBranches(bank: string, typed: string): readonly Place[] {
  const { list, branches } = zengin()
  const of = Object.hasOwn(list, bank) ? list[bank] : undefined
  if (!of) return []
  const index = branches.get(bank) ?? indexOf(placesOf(of.branches))
  branches.set(bank, index)
  return search(index, typed, FOUND_MAX)
}

/** The names of a bank and its branch; null where the list has no such code. */
export function placeNames(bank: string, branch: string): { readonly bank: string | null; readonly branch: string | null } {
  const { list } = zengin()
  const of = Object.hasOwn(list, bank) ? list[bank] : undefined
  const at = of && Object.hasOwn(of.branches, branch) ? of.branches[branch] : undefined
  return { bank: of?.name.normalize('NFKC') ?? null, branch: at?.name.normalize('NFKC') ?? null }
}
