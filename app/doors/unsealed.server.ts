import type { Unsealed } from '../accounts/holds.server.ts'
import { documentResponse } from './document.server.ts'

/** A sealed record on its way to an owner's browser: papers as bytes, anything else as JSON; nobody may keep it. */
export function unsealedResponse(opened: Unsealed): Response {
  if (opened.kind === 'papers') return documentResponse({ ...opened, name: `${opened.part}` }, 'view')
  return Response.json(opened, { headers: { 'Cache-Control': 'no-store, private' } })
}
