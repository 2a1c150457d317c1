import type { ActionFunctionArgs } from '@remix-run/node'
import { refusalResponse } from '../doors/refusals.ts'
import { staffAtDoorWho } from '../doors/staff.server.ts'
import { changeAccount, revealAccount } from '../payout/desk.server.ts'
import { accountIn, readDeskAct } from '../payout/desk-form.ts'
import { customerIdOf } from '../shopify/gid.ts'
import { answer } from '../ui/answer.server.ts'

export { headers } from '../ui/embedded-headers.server.ts'

/** What staff do on the payout card: open the whole number, once and on record; take a name with a reason; reject an account. */
export const action = async ({ request, params }: ActionFunctionArgs) => {
  const { world, shop, member: by } = await staffAtDoorWho('see-documents', request)
  const customer = customerIdOf(params.customerId)
  if (customer === null) throw new Response(null, { status: 404 })
  const form = await request.formData()
  if (form.get('type') === 'reveal') {
    const opened = await revealAccount(world, { shop, customer }, { by, account: accountIn(form) ?? '' })
    return opened.ok ? Response.json(opened.value, { headers: { 'Cache-Control': 'no-store' } }) : refusalResponse(opened.refusal)
  }
  const read = readDeskAct(form)
  if (!read.ok) return answer(read, '')
  return answer(await changeAccount(world, { shop, customer, by, act: read.value }), read.value.type)
}
