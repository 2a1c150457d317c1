import type { LookedAt } from '../documents/looks.server.ts'
import type { Looked } from '../kyc/look.server.ts'

/** What somebody asks to see: `?page=N` (the first, unless it is said), `?thumbnail`, or `?download`. A page that is no number is page 0. */
export function askedFor({ searchParams }: URL): LookedAt {
  if (searchParams.has('download')) return { as: 'original' }
  if (searchParams.has('thumbnail')) return { as: 'thumbnail' }
  const page = searchParams.get('page') ?? '1'
  return { as: 'page', page: /^[1-9]\d{0,3}$/.test(page) ? Number(page) : 0 }
}

/**
 * A document on its way to a reviewer's browser: nobody may keep it, run it, frame it or guess what it is. Pages and thumbnails are our own
 * pictures; the file as it was handed in leaves as a download only, under a name of ours.
 */
export function documentResponse(
  { content, shownAs, name, pages }: Pick<Looked, 'content' | 'shownAs' | 'name'> & { readonly pages?: number },
  how: LookedAt['as'],
): Response {
  return new Response(new Uint8Array(content), {
    headers: {
      'Content-Type': shownAs,
      'Content-Length': String(content.length),
      'Cache-Control': 'no-store, private',
      'Content-Disposition': how === 'original' ? `attachment; filename="${name}"` : 'inline',
      'Content-Security-Policy': "sandbox; default-src 'none'",
      'Cross-Origin-Resource-Policy': 'same-origin',
      'X-Content-Type-Options': 'nosniff',
      ...(pages === undefined ? {} : { 'Sekisho-Pages': String(pages) }),
    },
  })
}

/** A picture of ours for the one whose paper it shows; kept nowhere. */
export const pictureResponse = (picture: Buffer): Response =>
  documentResponse({ content: picture, shownAs: 'image/jpeg', name: 'thumbnail.jpg' }, 'thumbnail')
