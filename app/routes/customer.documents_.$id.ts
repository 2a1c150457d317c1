import type { ActionFunctionArgs, LoaderFunctionArgs } from '@remix-run/node'
import { NO_STORE, visitorAtDoor } from '../doors/customer.server.ts'
import { pictureResponse } from '../doors/document.server.ts'
import { refusalResponse } from '../doors/refusals.ts'
import { removeFile, seeThumbnail } from '../kyc/submission.server.ts'

/** Takes a file back before it is sent. */
export const action = async ({ request, params }: ActionFunctionArgs) => {
  if (request.method !== 'DELETE') return new Response(null, { status: 405, headers: { Allow: 'GET, DELETE' } })
  const { world, ...who } = await visitorAtDoor(request)
  const removed = await removeFile(world, who, params.id ?? '')
  return removed.ok ? Response.json({}, { headers: NO_STORE }) : refusalResponse(removed.refusal, NO_STORE)
}

/** The thumbnail of a file of one's own, as we drew it. */
export const loader = async ({ request, params }: LoaderFunctionArgs) => {
  const { world, ...who } = await visitorAtDoor(request)
  const seen = await seeThumbnail(world, who, params.id ?? '')
  return seen.ok ? pictureResponse(seen.value) : refusalResponse(seen.refusal, NO_STORE)
}
