import type { ActionFunctionArgs } from '@remix-run/node'
import { unsealRecord } from '../accounts/holds.server.ts'
import { isUnsealReason } from '../accounts/sealed.ts'
import { refusalResponse } from '../doors/refusals.ts'
import { staffAtDoorWho } from '../doors/staff.server.ts'
import { unsealedResponse } from '../doors/unsealed.server.ts'

export { headers } from '../ui/embedded-headers.server.ts'

/** Opens one sealed record for who says why; nothing of it is in the page before. */
export const action = async ({ request }: ActionFunctionArgs) => {
  const { world, shop, member } = await staffAtDoorWho('unseal', request)
  const form = await request.formData()
  const reason = form.get('reason')
  if (!isUnsealReason(reason)) return refusalResponse({ code: 'bad-input', fields: { reason: 'required' } })
  const opened = await unsealRecord(world, shop, member, { id: String(form.get('id')), reason })
  return opened.ok ? unsealedResponse(opened.value) : refusalResponse(opened.refusal)
}
