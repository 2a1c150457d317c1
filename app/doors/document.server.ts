import type { Looked } from '../kyc/look.server.ts'

/**
 * A document on its way to a reviewer's browser: nobody may keep it, run it, frame it or guess what it is. Shown without a name; saved under
 * one of ours.
 */
export function documentResponse(
  { content, mediaType, name }: Pick<Looked, 'content' | 'mediaType' | 'name'>,
  how: 'view' | 'download',
): Response {
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
