import { noteDeed } from '../audit/note.server.ts'
import { holdsMyNumber } from '../checks/my-number.ts'
import { TEXT_MAX } from '../kyc/decision-form.ts'
import { tell } from '../kyc/history.server.ts'
import { leaveMail } from '../messaging/outbox.server.ts'
import { type Composed, compose } from '../messaging/send.server.ts'
import { ok, type Result, refuse } from '../platform/result.ts'
import { type World, write } from '../platform/world.server.ts'
import type { StaffMember } from '../staff/members.server.ts'
import { may } from '../staff/roles.ts'
import { isMessageKind, type MessageKind } from './message-kinds.ts'

/** A message to a customer, as the case page's form holds it. `id` is the form's own: the same click twice is one message. */
export interface Message {
  readonly id: string
  readonly kind: MessageKind
  readonly text: string
}

const FORM_ID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/

/** Reads the form of a message; `bad-input` names the field. */
export function readMessage(form: FormData): Result<Message> {
  const text = String(form.get('text') ?? '')
    .replace(/\r\n?/g, '\n')
    .trim()
  const [id, kind] = [String(form.get('id')), String(form.get('kind'))]
  const bad = (field: string, fault: string) => refuse({ code: 'bad-input', fields: { [field]: fault } } as const)
  if (!FORM_ID.test(id)) return bad('id', 'unknown')
  if (!isMessageKind(kind)) return bad('kind', 'unknown')
  if (text === '') return bad('text', 'empty')
  if ([...text].length > TEXT_MAX) return bad('text', 'too-long')
  return holdsMyNumber(text) ? bad('text', 'my-number') : ok({ id, kind, text })
}

interface To {
  readonly shop: string
  readonly customer: bigint
  readonly by: StaffMember
}

/** The mail as it would leave now, in the customer's language (C21). Rejects while the store is silent. */
export function previewMessage(world: World, { shop, customer }: To, { kind, text }: Message): Promise<Composed> {
  return compose(world, { shopId: shop, customerId: customer, template: 'customer.message', audience: 'customer', facts: { kind } }, text)
}

/**
 * Writes to a customer (C20): the text stands sealed in the history, and the mail that leaves reads it there. Sent again from the same form it
 * is not sent again.
 */
export async function sendMessage(world: World, { shop, customer, by }: To, { id, kind, text }: Message): Promise<Result<null>> {
  if (!may(by.role, 'contact')) return refuse({ code: 'not-allowed', needs: 'contact' })
  return write(world, async (tx): Promise<Result<null>> => {
    await tx.$executeRaw`select pg_advisory_xact_lock(hashtextextended(${`message:${shop}:${id}`}, 0))`
    if (await tx.mail.findUnique({ where: { shopId_id: { shopId: shop, id } }, select: { id: true } })) return ok(null)
    // Locked, so that nothing is written of somebody whose erasure is under way.
    const [there] = await tx.$queryRaw<unknown[]>`
      select 1 from kyc_cases where shop_id = ${shop} and customer_id = ${customer} and not gone for share`
    if (!there) return refuse({ code: 'not-found' })
    const actor = { kind: 'staff', id: String(by.id) } as const
    const event = await tell(world, tx, shop, customer, 'message', actor, { data: { kind }, publicText: text })
    await leaveMail(world, tx, { shop, template: 'customer.message', customer, facts: { kind, event: String(event) }, id })
    await noteDeed(world, tx, shop, by, { action: 'customer.message', subject: `customer:${customer}`, codes: { kind } })
    return ok(null)
  })
}
