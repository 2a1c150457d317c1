import type { ActionFunctionArgs } from '@remix-run/node'
import { NO_STORE, visitorAtDoor } from '../doors/customer.server.ts'
import { refusalResponse } from '../doors/refusals.ts'
import { removeFile } from '../kyc/submission.server.ts'

/** Takes a file back before it is sent. */
export const action = async ({ request, params }: ActionFunctionArgs) => {
  if (request.method !== 'DELETE') return new Response(null, { status: 405, headers: { Allow: 'DELETE' } })
  const { world, ...who } = await visitorAtDoor(request)
  const removed = await removeFile(world, who, params.id ?? '')
  return removed.ok ? Response.json({}, { headers: NO_STORE }) : refusalResponse(removed.refusal, NO_STORE)
}

export const loader = () => new Response(null, { status: 405, headers: { Allow: 'DELETE' } })
