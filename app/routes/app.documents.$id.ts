import type { LoaderFunctionArgs } from '@remix-run/node'
import { documentResponse } from '../doors/document.server.ts'
import { refusalResponse } from '../doors/refusals.ts'
import { staffAtDoorWho } from '../doors/staff.server.ts'
import { lookAt } from '../kyc/look.server.ts'

export { headers } from '../ui/embedded-headers.server.ts'

/** One document for the case page, fetched with the session token: its address alone opens nothing. */
export const loader = async ({ request, params }: LoaderFunctionArgs) => {
  const { world, shop, member } = await staffAtDoorWho('see-documents', request)
  const how = new URL(request.url).searchParams.has('download') ? 'download' : 'view'
  const looked = await lookAt(world, shop, params.id ?? '', member, how)
  if (!looked.ok) return refusalResponse(looked.refusal, { 'Cache-Control': 'no-store, private' })
  return documentResponse(looked.value, how)
}
