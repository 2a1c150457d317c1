import type { ActionFunctionArgs } from '@remix-run/node'
import { NO_STORE, visitorAtDoor } from '../doors/customer.server.ts'
import { refusalResponse } from '../doors/refusals.ts'
import { fileView } from '../kyc/page-view.ts'
import { takeFile } from '../kyc/submission.server.ts'

/** One file, as the raw body (B01, B02). The same upload id again is answered as the first time. */
export const action = async ({ request }: ActionFunctionArgs) => {
  const { world, ...who } = await visitorAtDoor(request)
  const { searchParams } = new URL(request.url)
  const taken = await takeFile(world, who, {
    part: searchParams.get('part') ?? '',
    kind: searchParams.get('kind') ?? '',
    upload: searchParams.get('upload') ?? '',
    declaredBytes: Number(request.headers.get('content-length') ?? 0),
    body: request.body,
  })
  return taken.ok ? Response.json({ file: fileView(taken.value) }, { headers: NO_STORE }) : refusalResponse(taken.refusal, NO_STORE)
}

export const loader = () => new Response(null, { status: 405, headers: { Allow: 'POST' } })
