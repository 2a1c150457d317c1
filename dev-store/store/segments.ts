import { done, type FieldError, fieldError, type Outcome, refused } from './outcome.ts'
import type { Segment, Shop } from './types.ts'
import { nextId, timeOf, type World } from './world.ts'

const NAME_MAX = 255
const QUERY_MAX = 5000
/** Of one shop (recorded). */
export const SEGMENTS_MAX = 6000

export interface SegmentDraft {
  readonly name?: string | undefined
  readonly query?: string | undefined
}

function textErrors(field: 'name' | 'query', text: string, length: number, max: number): FieldError[] {
  const label = field === 'name' ? 'Name' : 'Query'
  if (text.trim() === '') return [fieldError([field], `${label} can't be blank`)]
  return length > max ? [fieldError([field], `${label} is too long (maximum is ${max} characters)`)] : []
}

/** What is wrong with name and query as texts: names count without the space around them, queries with it (recorded). */
export function draftErrors({ name, query }: SegmentDraft): FieldError[] {
  return [
    ...(name === undefined ? [] : textErrors('name', name, name.trim().length, NAME_MAX)),
    ...(query === undefined ? [] : textErrors('query', query, query.length, QUERY_MAX)),
  ]
}

/** The name itself if it is free, else with the next free number behind it: "Buyers" → "Buyers (2)", "Buyers (0)" → "Buyers (1)" (recorded). */
function freeName(shop: Shop, wanted: string, but?: Segment): string {
  const taken = (name: string) => {
    for (const one of shop.segments.values()) if (one !== but && one.name === name) return true
    return false
  }
  if (!taken(wanted)) return wanted
  const counted = /^(.*) \((\d+)\)$/s.exec(wanted)
  const base = counted?.[1] ?? wanted
  for (let number = counted ? Number(counted[2]) + 1 : 2; ; number += 1) {
    const name = `${base} (${number})`
    if (!taken(name)) return name
  }
}

/** A new segment; its texts and its query are known to be good. Refused when the shop is full. */
export function createSegment(world: World, shop: Shop, draft: { readonly name: string; readonly query: string }): Outcome<Segment> {
  if (shop.segments.size >= SEGMENTS_MAX) {
    return refused(fieldError(null, 'Segment limit reached. Delete an existing segment to create more.'))
  }
  const at = timeOf(world)
  const name = freeName(shop, draft.name.trim())
  const segment: Segment = { id: nextId(shop), name, query: draft.query, createdAt: at, editedAt: at }
  shop.segments.set(segment.id, segment)
  for (const changed of world.changed) changed()
  return done(segment)
}

/** Changes what is given. */
export function updateSegment(world: World, shop: Shop, segment: Segment, { name, query }: SegmentDraft): void {
  if (name !== undefined) segment.name = freeName(shop, name.trim(), segment)
  if (query !== undefined) segment.query = query
  segment.editedAt = timeOf(world)
  for (const changed of world.changed) changed()
}

/** Takes a segment away. */
export function deleteSegment(world: World, shop: Shop, segment: Segment): void {
  shop.segments.delete(segment.id)
  for (const changed of world.changed) changed()
}
