import type { Unsealed } from '../accounts/holds.server.ts'
import { ENDINGS } from '../documents/kinds.ts'
import { documentResponse } from './document.server.ts'

/** A sealed record on its way to an owner's browser: papers as the file that they are, to keep; anything else as JSON. */
export function unsealedResponse(opened: Unsealed): Response {
  if (opened.kind === 'papers')
    return documentResponse({ ...opened, shownAs: opened.mediaType, name: `${opened.part}.${ENDINGS[opened.mediaType]}` }, 'original')
  return Response.json(opened, { headers: { 'Cache-Control': 'no-store, private' } })
}
