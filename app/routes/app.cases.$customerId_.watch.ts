import type { ActionFunctionArgs } from '@remix-run/node'
import { changeWatch, readWatch } from '../desk/watch.server.ts'
import { staffAtDoorWho } from '../doors/staff.server.ts'
import { refuse } from '../platform/result.ts'
import { customerIdOf } from '../shopify/gid.ts'
import { answer } from '../ui/answer.server.ts'

export { headers } from '../ui/embedded-headers.server.ts'

/** Puts a customer on the watch list, or takes the customer off it (C24). */
export const action = async ({ request, params }: ActionFunctionArgs) => {
  const { world, shop, member: by } = await staffAtDoorWho('contact', request)
  const customer = customerIdOf(params.customerId)
  const read = readWatch(await request.formData())
  if (customer === null) return answer(refuse({ code: 'not-found' }), '')
  return read.ok ? answer(await changeWatch(world, { shop, customer, by }, read.value), read.value.act) : answer(read, '')
}
