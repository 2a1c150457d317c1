import { randomUUID } from 'node:crypto'
import type { Shop } from '../store/types.ts'
import { timeOf, type World } from '../store/world.ts'

/** A list of members being made; it lives as long as this process. */
export interface MembersQuery {
  readonly id: string
  readonly query: string
  readonly sortKey: string | undefined
  readonly reverse: boolean
  readonly startedAt: number
}

const lists = new WeakMap<Shop, Map<string, MembersQuery>>()

/** Notes a query; its members are there once it is done. */
export function startMembersQuery(world: World, shop: Shop, query: Omit<MembersQuery, 'id' | 'startedAt'>): MembersQuery {
  const job = { ...query, id: randomUUID(), startedAt: timeOf(world) }
  const jobs = lists.get(shop) ?? new Map<string, MembersQuery>()
  lists.set(shop, jobs.set(job.id, job))
  return job
}

/** The query with this id. */
export const membersQuery = (shop: Shop, id: string): MembersQuery | undefined => lists.get(shop)?.get(id)

/** True once its members are there: after the shop's `bulkMs`. */
export const isDone = (world: World, shop: Shop, job: MembersQuery): boolean => timeOf(world) - job.startedAt >= shop.settings.bulkMs

/** No queries any more. */
export const forgetMembersQueries = (shop: Shop): boolean => lists.delete(shop)
