import type { ActionFunctionArgs } from '@remix-run/node'
import { previewMessage, readMessage, sendMessage } from '../desk/contact.server.ts'
import { staffAtDoorWho } from '../doors/staff.server.ts'
import { refuse } from '../platform/result.ts'
import { customerIdOf } from '../shopify/gid.ts'
import { answer } from '../ui/answer.server.ts'

export { headers } from '../ui/embedded-headers.server.ts'

/** A message to a customer: shown as it would leave, or sent (C20, C21). */
export const action = async ({ request, params }: ActionFunctionArgs) => {
  const { world, shop, member: by } = await staffAtDoorWho('contact', request)
  const customer = customerIdOf(params.customerId)
  const form = await request.formData()
  const message = readMessage(form)
  if (customer === null) return answer(refuse({ code: 'not-found' }), '')
  if (!message.ok) return answer(message, '')
  const to = { shop, customer, by }
  if (form.get('act') !== 'preview') return answer(await sendMessage(world, to, message.value), 'message')
  return { ok: true as const, did: 'preview', preview: await previewMessage(world, to, message.value) }
}
