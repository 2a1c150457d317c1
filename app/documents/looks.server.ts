import type { Document } from '../../generated/prisma/client.ts'
import { noteDeed } from '../audit/note.server.ts'
import { ok, type Refusal, type Result, refuse } from '../platform/result.ts'
import type { World } from '../platform/world.server.ts'
import { clean, draw, type Finish, isDrawnOnce } from './clean.server.ts'
import type { DocumentFacts } from './kinds.ts'
import { awayOr, getObject, type ObjectName, putObjects, type Sealed } from './objects.server.ts'
import { factsOf, unlock } from './vault.server.ts'

/** A member of staff who looks. */
export interface Looker {
  readonly staffId: bigint
}

/** What is looked at: one page (1, 2, …) as a picture, a thumbnail, or the file as it was handed in. */
export type LookedAt = { readonly as: 'page'; readonly page: number } | { readonly as: 'thumbnail' } | { readonly as: 'original' }

export interface Opened extends DocumentFacts {
  readonly customer: bigint
  readonly content: Buffer
  /** How many pages the document has. */
  readonly pages: number
}

const ACTIONS = { page: 'document.view', thumbnail: 'document.thumbnail', original: 'document.download' } as const

/**
 * Opens a document for a member of staff. A page comes as our own pixels, finished for who looks; only the original is a stranger's file. The
 * look is written to the audit log before a byte is read: when that fails, so does the look. Refuses with not-found what the shop does not
 * have, what was erased, and a page that there is not; with try-again while the storage is away.
 */
export async function look(world: World, shop: string, id: string, at: LookedAt, by: Looker, finish?: Finish): Promise<Result<Opened>> {
  const unlocked = await unlock(world, shop, id)
  if (!unlocked.ok) return unlocked
  const { row, of } = unlocked.value
  const codes = { document: id, part: row.part, ...(at.as === 'page' ? { page: at.page } : {}) }
  await noteDeed(world, world.db, shop, { id: by.staffId }, { action: ACTIONS[at.as], subject: `customer:${row.customerId}`, codes })
  const facts = factsOf(row)
  try {
    const pages = await pagesOf(world, of, row)
    if (!pages.ok) return pages
    const content = await contentOf(world, of, facts, at, finish)
    return content.ok ? ok({ ...facts, customer: row.customerId, pages: pages.value, content: content.value }) : content
  } catch (error) {
    return awayOr(error)
  }
}

/** The thumbnail of a customer's own document. Refuses others' with not-found, and with try-again while the storage is away. */
export async function ownThumbnail(world: World, shop: string, customer: bigint, id: string): Promise<Result<Buffer>> {
  const unlocked = await unlock(world, shop, id)
  if (!unlocked.ok) return unlocked
  const { row, of } = unlocked.value
  if (row.customerId !== customer) return NOT_FOUND
  return thumbnail(world, of, factsOf(row)).catch(awayOr)
}

const NOT_FOUND: { readonly ok: false; readonly refusal: Refusal } = refuse({ code: 'not-found' })
const present = (bytes: Buffer | null): Result<Buffer> => (bytes ? ok(bytes) : NOT_FOUND)

async function contentOf(world: World, of: Sealed, facts: DocumentFacts, at: LookedAt, finish?: Finish): Promise<Result<Buffer>> {
  if (at.as === 'original') return present(await getObject(world, of, 'original'))
  if (at.as === 'thumbnail') return thumbnail(world, of, facts)
  const kept = isDrawnOnce(facts.mediaType)
  if (!kept && at.page !== 1) return NOT_FOUND
  const bytes = await getObject(world, of, kept ? `page-${at.page}` : 'original')
  return bytes ? draw(bytes, kept ? 'image/jpeg' : facts.mediaType, finish) : NOT_FOUND
}

/** The thumbnail; made now where the file came before thumbnails were kept. */
async function thumbnail(world: World, of: Sealed, { mediaType }: DocumentFacts): Promise<Result<Buffer>> {
  const kept = await getObject(world, of, 'thumbnail')
  if (kept) return ok(kept)
  const bytes = await getObject(world, of, 'original')
  if (!bytes) return NOT_FOUND
  const made = await clean({ bytes, mediaType })
  if (!made.ok) return made
  await putObjects(world, of, [['thumbnail', made.value.thumbnail]])
  return ok(made.value.thumbnail)
}

/** How many pages there are; drawn now where the file came before pages were kept. */
async function pagesOf(world: World, of: Sealed, row: Document): Promise<Result<number>> {
  if (row.pages !== null || !isDrawnOnce(factsOf(row).mediaType)) return ok(row.pages ?? 1)
  const bytes = await getObject(world, of, 'original')
  if (!bytes) return NOT_FOUND
  const made = await clean({ bytes, mediaType: factsOf(row).mediaType })
  if (!made.ok) return made
  const pages = (made.value.pages ?? []).map((page, index): [ObjectName, Buffer] => [`page-${index + 1}`, page])
  await putObjects(world, of, [['thumbnail', made.value.thumbnail], ...pages])
  // Erased meanwhile: then the row has no key any more, and what was just stored opens for nobody.
  await world.db.document.updateMany({ where: { shopId: of.shop, id: of.id, erasedAt: null }, data: { pages: pages.length } })
  return ok(pages.length)
}
