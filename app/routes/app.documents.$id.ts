import type { LoaderFunctionArgs } from '@remix-run/node'
import { refusalResponse } from '../doors/refusals.ts'
import { staffAtDoorWho } from '../doors/staff.server.ts'
import { lookAt } from '../kyc/look.server.ts'

export { headers } from '../ui/embedded-headers.server.ts'

/** One document for the case page, fetched with the session token. Nobody may keep it, run it or guess what it is; its name is ours. */
export const loader = async ({ request, params }: LoaderFunctionArgs) => {
  const { world, shop, member } = await staffAtDoorWho('see-documents', request)
  const how = new URL(request.url).searchParams.has('download') ? 'download' : 'view'
  const looked = await lookAt(world, shop, params.id ?? '', member, how)
  if (!looked.ok) return refusalResponse(looked.refusal, { 'Cache-Control': 'no-store, private' })
  const { content, mediaType, name } = looked.value
  return new Response(new Uint8Array(content), {
    headers: {
      'Content-Type': mediaType,
      'Content-Length': String(content.length),
      'Cache-Control': 'no-store, private',
      'Content-Disposition': how === 'download' ? `attachment; filename="${name}"` : 'inline',
      'Content-Security-Policy': "sandbox; default-src 'none'",
      'Cross-Origin-Resource-Policy': 'same-origin',
      'X-Content-Type-Options': 'nosniff',
    },
  })
}
