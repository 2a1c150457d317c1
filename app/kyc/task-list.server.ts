import type { KycTask } from '../../generated/prisma/client.ts'
import { noteDeed } from '../audit/note.server.ts'
import { ok, type Result, refuse } from '../platform/result.ts'
import { type World, write } from '../platform/world.server.ts'
import type { StaffMember } from '../staff/members.server.ts'
import { type Act, may, type Role } from '../staff/roles.ts'

/** What fills in the words of a task: codes only. */
export interface TaskFacts {
  readonly labels: readonly string[]
  readonly missing: readonly string[]
  readonly because: readonly string[]
  /** What changed about the customer. */
  readonly fields: readonly string[]
  /** The order that it is about. */
  readonly order: { readonly id: string; readonly name: string } | null
}

/** A task as screens show it: the code has the words, the facts fill them in. */
export interface TaskEntry {
  readonly id: bigint
  readonly customer: bigint
  readonly code: string
  readonly facts: TaskFacts
  readonly openedAt: Date
  /** How often it happened since it was opened. */
  readonly count: number
}

/** More open tasks than anybody reads at once; the oldest come first. */
const SHOWN_MAX = 100

/** A task in the list of all: `known` when the shop still has a case of the customer to look at. */
export interface ListedTask extends TaskEntry {
  readonly known: boolean
}

/** Tasks that take more than deciding. */
const NEEDS: Readonly<Record<string, Act>> = { 'second-approval': 'second-approval' }

/** Tasks that end with what is done about them, and never by being called done. */
const NEVER_CLOSED = ['order-caught']

const actOf = (code: string): Act => NEEDS[code] ?? 'decide'

/** Tasks that are nothing for a role: whoever may decide little still sees the rest. */
const notFor = (role: Role) => ({ notIn: Object.keys(NEEDS).filter((code) => !may(role, actOf(code))) })

/** The shop's open tasks that are for a role, oldest first. What is asked about somebody who was erased outlives the case. */
export async function openTasks(world: World, shop: string, role: Role): Promise<ListedTask[]> {
  const rows = await world.db.kycTask.findMany({
    where: { shopId: shop, closedAt: null, code: notFor(role) },
    orderBy: [{ openedAt: 'asc' }, { id: 'asc' }],
    take: SHOWN_MAX,
  })
  const customers = [...new Set(rows.map(({ customerId }) => customerId))]
  const cases = await world.db.kycCase.findMany({ where: { shopId: shop, customerId: { in: customers } }, select: { customerId: true } })
  const known = new Set(cases.map(({ customerId }) => customerId))
  return rows.map((row) => ({ ...toEntry(row), known: known.has(row.customerId) }))
}

/** One customer's open tasks, oldest first. */
export async function openTasksOf(world: World, shop: string, customer: bigint): Promise<TaskEntry[]> {
  const rows = await world.db.kycTask.findMany({ where: { shopId: shop, customerId: customer, closedAt: null }, orderBy: { id: 'asc' } })
  return rows.map(toEntry)
}

/** How many tasks are open for a role. */
export const countOpenTasks = (world: World, shop: string, role: Role): Promise<number> =>
  world.db.kycTask.count({ where: { shopId: shop, closedAt: null, code: notFor(role) } })

/** Marks a task as done, on record. Refuses with not-found what is closed already, and who may not decide. */
export async function closeTask(world: World, shop: string, id: bigint, by: StaffMember): Promise<Result<null>> {
  if (!may(by.role, 'decide')) return refuse({ code: 'not-allowed', needs: 'decide' })
  return write(world, async (tx): Promise<Result<null>> => {
    const at = world.now()
    const { count } = await tx.kycTask.updateMany({
      where: { shopId: shop, id, closedAt: null, code: { notIn: [...notFor(by.role).notIn, ...NEVER_CLOSED] } },
      data: { closedAt: at, closedBy: String(by.id) },
    })
    if (count === 0) return refuse({ code: 'not-found' })
    await noteDeed(world, tx, shop, by, { action: 'task.close', subject: `task:${id}` })
    return ok(null)
  })
}

const toEntry = ({ id, customerId, code, facts, openedAt, count }: KycTask): TaskEntry => ({
  id,
  customer: customerId,
  code,
  facts: toFacts(facts),
  openedAt,
  count,
})

function toFacts(json: unknown): TaskFacts {
  const { labels, missing, because, fields, order, name } = (json ?? {}) as Record<string, unknown>
  return {
    labels: listed(labels),
    missing: listed(missing),
    because: listed(because),
    fields: listed(fields),
    order: typeof order === 'string' ? { id: order, name: String(name ?? '') } : null,
  }
}

const listed = (value: unknown): readonly string[] =>
  Array.isArray(value) ? value.filter((each): each is string => typeof each === 'string') : []
