import { ENDINGS, type MediaType } from '../documents/kinds.ts'
import { type LookedAt, look, type Opened } from '../documents/looks.server.ts'
import { markedWith } from '../documents/watermark.server.ts'
import { type Result, refuse } from '../platform/result.ts'
import type { World } from '../platform/world.server.ts'
import { readFacts } from '../staff/facts.ts'
import type { StaffMember } from '../staff/members.server.ts'
import { may } from '../staff/roles.ts'

/** A document for a reviewer's eyes. `name` is ours and says nothing about a person; `shownAs` is the type of the content. */
export interface Looked extends Opened {
  readonly name: string
  readonly shownAs: MediaType
}

/**
 * Opens a document for a member of staff: a page marked with who looks and when, a thumbnail, or the file as it was handed in. Every look and
 * every download is on record (C12).
 */
export async function lookAt(world: World, shop: string, id: string, by: StaffMember, at: LookedAt): Promise<Result<Looked>> {
  if (!may(by.role, 'see-documents')) return refuse({ code: 'not-allowed', needs: 'see-documents' })
  const row = await world.db.shop.findUnique({ where: { shopId: shop }, select: { facts: true } })
  const { name: shopName = '', timezone } = readFacts(row?.facts)
  const mark = markedWith({ staffId: by.id, name: by.name, shop, shopName, timezone, at: world.now() })
  const opened = await look(world, shop, id, at, { staffId: by.id }, mark)
  if (!opened.ok) return opened
  const { part, mediaType } = opened.value
  const shownAs = at.as === 'original' ? mediaType : 'image/jpeg'
  return { ok: true, value: { ...opened.value, shownAs, name: `${part}-${id.slice(0, 8)}.${ENDINGS[shownAs]}` } }
}
