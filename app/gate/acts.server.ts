import { noteDeed } from '../audit/note.server.ts'
import { readCase } from '../kyc/cases.server.ts'
import { ok, type Result, refuse } from '../platform/result.ts'
import { type World, write } from '../platform/world.server.ts'
import { customerIdOf } from '../shopify/gid.ts'
import type { StaffMember } from '../staff/members.server.ts'
import { may } from '../staff/roles.ts'
import { against, WHYS, type Why } from './net.ts'
import { nominateCheck } from './nominating.server.ts'

/** What a task's form says about a caught order. */
export type OrderAct =
  | { readonly act: 'release'; readonly why: Why }
  | { readonly act: 'reattribute'; readonly to: bigint }
  | { readonly act: 'cancel' }

/** Reads that form; `bad-input` names the field. A customer is named by number, or by the address of the customer's page in Shopify. */
export function readOrderAct(form: FormData): Result<OrderAct> {
  const act = form.get('act')
  const bad = (field: string, fault: string) => refuse({ code: 'bad-input', fields: { [field]: fault } } as const)
  if (act === 'cancel') return form.get('sure') === 'yes' ? ok({ act }) : bad('sure', 'empty')
  if (act === 'release') {
    const why = WHYS.find((each) => each === form.get('why'))
    return why ? ok({ act, why }) : bad('why', 'unknown')
  }
  if (act !== 'reattribute') return bad('act', 'unknown')
  const typed = String(form.get('to') ?? '')
    .normalize('NFKC')
    .trim()
  const to = customerIdOf(/\/customers\/(\d{1,19})(?:[/?#].*)?$/.exec(typed)?.[1] ?? typed)
  return to === null || to === 0n ? bad('to', typed === '' ? 'empty' : 'unknown') : ok({ act, to })
}

interface At {
  readonly shop: string
  readonly order: bigint
  readonly by: StaffMember
}

/**
 * Decides about a caught order (table C 13), on record: lets it go, gives it to the customer whose it is and who is verified, or cancels it. What was decided is
 * carried out by a job; until the store has confirmed it, nobody decides otherwise. Nothing cancels an order but this.
 */
export async function decideOrder(world: World, { shop, order, by }: At, decision: OrderAct): Promise<Result<null>> {
  if (!may(by.role, 'decide')) return refuse({ code: 'not-allowed', needs: 'decide' })
  const { act } = decision
  if (act === 'reattribute') {
    const of = await readCase(world, shop, decision.to)
    if (against(of?.case ?? null) !== null) return refuse({ code: 'bad-input', fields: { to: 'not-verified' } })
  }
  return write(world, async (tx): Promise<Result<null>> => {
    const { count } = await tx.caughtOrder.updateMany({
      where: { shopId: shop, orderId: order, ended: null, wanted: null },
      data: {
        wanted: act,
        wantedBy: by.id,
        wantedAt: world.now(),
        why: act === 'release' ? decision.why : null,
        toCustomer: act === 'reattribute' ? decision.to : null,
        trouble: null,
      },
    })
    if (count === 0) return refuse({ code: 'not-found' })
    const codes = act === 'release' ? { why: decision.why } : act === 'reattribute' ? { to: String(decision.to) } : {}
    await noteDeed(world, tx, shop, by, { action: `order.${act}`, subject: `order:${order}`, codes })
    await nominateCheck(tx, shop, order, { priority: 0 })
    return ok(null)
  })
}
