import type { ActionFunctionArgs } from '@remix-run/node'
import { staffAtDoorWho } from '../doors/staff.server.ts'
import { decideOrder, readOrderAct } from '../gate/acts.server.ts'
import { refuse } from '../platform/result.ts'
import { orderIdOf } from '../shopify/gid.ts'
import { answer } from '../ui/answer.server.ts'

export { headers } from '../ui/embedded-headers.server.ts'

/** Decides about an order that the net has caught (table C 13). */
export const action = async ({ request, params }: ActionFunctionArgs) => {
  const { world, shop, member: by } = await staffAtDoorWho('decide', request)
  const order = orderIdOf(params.orderId)
  const read = readOrderAct(await request.formData())
  if (order === null) return answer(refuse({ code: 'not-found' }), '')
  return read.ok ? answer(await decideOrder(world, { shop, order, by }, read.value), read.value.act) : answer(read, '')
}
