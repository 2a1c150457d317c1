import type { LoaderFunctionArgs } from '@remix-run/node'
import { askedFor, documentResponse } from '../doors/document.server.ts'
import { refusalResponse } from '../doors/refusals.ts'
import { staffAtDoorWho } from '../doors/staff.server.ts'
import { lookAt } from '../kyc/look.server.ts'

export { headers } from '../ui/embedded-headers.server.ts'

/** One page of a document for the case page, or the document itself to keep, fetched with the session token: its address alone opens nothing. */
export const loader = async ({ request, params }: LoaderFunctionArgs) => {
  const { world, shop, member } = await staffAtDoorWho('see-documents', request)
  const at = askedFor(new URL(request.url))
  const looked = await lookAt(world, shop, params.id ?? '', member, at)
  if (!looked.ok) return refusalResponse(looked.refusal, { 'Cache-Control': 'no-store, private' })
  return documentResponse(looked.value, at.as)
}
