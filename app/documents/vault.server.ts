import { createHash } from 'node:crypto'
import type { Document } from '../../generated/prisma/client.ts'
import { isErased } from '../accounts/erased.server.ts'
import type { Part } from '../kyc/case.ts'
import { newKey, seal, unseal } from '../platform/crypto.server.ts'
import type { Tx } from '../platform/db.server.ts'
import { addJob } from '../platform/jobs.server.ts'
import { ok, type Result, refuse } from '../platform/result.ts'
import { layTombstone } from '../platform/tombstones.server.ts'
import { type World, write } from '../platform/world.server.ts'
import { clean } from './clean.server.ts'
import {
  type DocumentFacts,
  FILES_PER_CUSTOMER_MAX,
  FILES_PER_SUBMISSION_MAX,
  isDocumentId,
  isKindOf,
  isPart,
  isUploadId,
  type Kind,
  MEDIA_TYPES,
  type MediaType,
} from './kinds.ts'
import { awayOr, dropObjects, getObject, type ObjectName, putObjects, type Sealed } from './objects.server.ts'
import type { Received } from './receive.server.ts'

/** A file on its way in. `upload` is the page's own id for it: the same one again is the same file again. */
export interface Upload extends Received {
  readonly part: Part
  readonly kind: string
  readonly upload: string
}

/**
 * Checks, encrypts and keeps one file of a customer. The same upload again, also at the same moment, is answered as the first time and
 * keeps nothing twice. Refuses what a reviewer could not see, and more files than a submission has.
 */
export async function keepDocument(world: World, shop: string, customer: bigint, upload: Upload): Promise<Result<DocumentFacts>> {
  const { part, kind, mediaType, bytes } = upload
  if (!isKindOf(part, kind)) return refuse({ code: 'bad-input', fields: { kind: 'unknown' } })
  if (!isUploadId(upload.upload)) return refuse({ code: 'bad-input', fields: { upload: 'unknown' } })
  const id = documentId(shop, customer, upload.upload)
  const before = await roomFor(world.db, { shop, customer, part, id })
  if (before.known) return again(before.known)
  if (!before.round.ok) return before.round
  const seen = await clean(upload)
  if (!seen.ok) return seen
  const key = newKey()
  const of = { shop, id, key }
  const pages = seen.value.pages ?? []
  const objects = new Map<ObjectName, Buffer>([['original', bytes], ['thumbnail', seen.value.thumbnail], ...pages.map(named)])
  try {
    // The bytes first: a row without bytes would promise a document that nobody can see; bytes without a row are noise. And in no
    // transaction: a slow store must not keep a connection to the database.
    await putObjects(world, of, objects)
    const kept = await enter(
      world,
      { shop, id, customer, part, kind, mediaType, bytes: bytes.length, pages: seen.value.pages?.length ?? null },
      key,
    )
    if (!kept.mine) await dropObjects(world, of, objects.keys())
    return kept.answer
  } catch (error) {
    return awayOr(error)
  }
}

const named = (page: Buffer, index: number): [ObjectName, Buffer] => [`page-${index + 1}`, page]

type Entry = Pick<Document, 'id' | 'kind' | 'mediaType' | 'bytes' | 'pages'> & {
  readonly shop: string
  readonly customer: bigint
  readonly part: Part
}

/** Writes the row of a document whose bytes lie in storage; `mine`: whether it is those bytes that the answer speaks of. */
async function enter(world: World, entry: Entry, key: Uint8Array): Promise<{ answer: Result<DocumentFacts>; mine: boolean }> {
  const { shop, id, customer, part, kind, mediaType, bytes, pages } = entry
  const shopKey = await world.keyring.of(shop)
  return write(world, async (tx) => {
    // One at a time per customer: of two arrivals of one upload one stays, and the count must hold.
    await lockDocuments(tx, shop, customer)
    if (await isErased(tx, shop, customer)) return { answer: refuse({ code: 'not-found' } as const), mine: false }
    const { known, round } = await roomFor(tx, entry)
    if (known) return { answer: again(known), mine: false }
    if (!round.ok) return { answer: round, mine: false }
    const wrappedKey = seal(shopKey, aboutKey(shop, id), key)
    const facts = { part, kind, mediaType, bytes, pages, round: round.value, uploadedAt: world.now() }
    const row = await tx.document.create({ data: { shopId: shop, id, customerId: customer, wrappedKey, ...facts } })
    return { answer: ok(factsOf(row)), mine: true }
  })
}

/** Lists what the vault holds of a customer, oldest first. */
export async function documentsOf(world: World, shop: string, customer: bigint, tx: Tx = world.db): Promise<DocumentFacts[]> {
  const rows = await tx.document.findMany({
    where: { shopId: shop, customerId: customer, erasedAt: null },
    orderBy: [{ uploadedAt: 'asc' }, { id: 'asc' }],
  })
  return rows.map(factsOf)
}

/** Marks the unsent documents of a part as sent, in the caller's transaction. How many there were. */
export async function markSent(tx: Tx, shop: string, customer: bigint, part: Part, at: Date): Promise<number> {
  await lockDocuments(tx, shop, customer)
  const { count } = await tx.document.updateMany({
    where: { shopId: shop, customerId: customer, part, sentAt: null, erasedAt: null },
    data: { sentAt: at },
  })
  return count
}

/** A document's row and its key. Refuses with not-found what the shop does not have, and what was erased. */
export async function unlock(world: World, shop: string, id: string): Promise<Result<{ readonly row: Document; readonly of: Sealed }>> {
  const row = isDocumentId(id) ? await find(world.db, shop, id) : null
  if (!row?.wrappedKey) return refuse({ code: 'not-found' })
  return ok({ row, of: { shop, id, key: await documentKey(world, shop, id, row.wrappedKey) } })
}

/**
 * The bytes of a document in clear, by its key: the row may be gone. Refuses with not-found what is not there any more, and with try-again
 * while the storage is away.
 */
export async function openBytes(world: World, shop: string, id: string, key: Uint8Array): Promise<Result<Buffer>> {
  try {
    const bytes = await getObject(world, { shop, id, key }, 'original')
    return bytes ? ok(bytes) : refuse({ code: 'not-found' })
  } catch (error) {
    return awayOr(error)
  }
}

/** A document's own key. Throws when the shop's key did not wrap it. */
export const documentKey = async (world: World, shop: string, id: string, wrappedKey: Uint8Array): Promise<Buffer> =>
  unseal(await world.keyring.of(shop), aboutKey(shop, id), wrappedKey)

/** Lets a customer take back a file that was not sent yet. Others' files, and sent ones, are not found. */
export async function takeBack(world: World, shop: string, customer: bigint, id: string): Promise<Result<null>> {
  if (!isDocumentId(id)) return refuse({ code: 'not-found' })
  const taken = await write(world, async (tx) => {
    const { count } = await tx.document.updateMany({
      where: { shopId: shop, id, customerId: customer, sentAt: null, erasedAt: null },
      data: { wrappedKey: null, erasedAt: world.now() },
    })
    if (count > 0) await forget(world, tx, shop, id)
    return count > 0
  })
  return taken ? ok(null) : refuse({ code: 'not-found' })
}

/**
 * Erases a document again that was erased after the backup from which this database came: the key first, because forgetting it is the
 * erasure; the bytes after. Silent when it is gone already.
 */
export async function eraseDocument(world: World, shop: string, id: string): Promise<void> {
  await write(world, async (tx) => {
    await tx.document.updateMany({ where: { shopId: shop, id, erasedAt: null }, data: { wrappedKey: null, erasedAt: world.now() } })
    await forget(world, tx, shop, id)
  })
}

/** After its key: the list of erasures, and a job for the bytes, which may take its time. */
async function forget(world: World, tx: Tx, shop: string, id: string): Promise<void> {
  await layTombstone(world, tx, { shop, kind: 'document', subject: id })
  if (isDocumentId(id)) await addJob(tx, 'documents.forget', { ids: [id] })
}

/** What a document's wrapped key is bound to. */
export const aboutKey = (shop: string, id: string): string => `${shop}:document-key:${id}`

/** From the customer too: two customers who say the same upload id have two documents, and learn nothing about each other. */
const documentId = (shop: string, customer: bigint, upload: string): string =>
  createHash('sha256').update(`${shop}\n${customer}\n${upload}`).digest('hex').slice(0, 32)

const find = (tx: Tx, shop: string, id: string) => tx.document.findUnique({ where: { shopId_id: { shopId: shop, id } } })

/** A late repetition of an upload that was taken back must not bring it back. */
const again = (row: Document): Result<DocumentFacts> => (row.erasedAt ? refuse({ code: 'not-found' }) : ok(factsOf(row)))

/** Makes other acts on the documents of a customer wait until the transaction ends. Before the lock of the case, where both are taken. */
export async function lockDocuments(tx: Tx, shop: string, customer: bigint): Promise<void> {
  await tx.$executeRaw`select pg_advisory_xact_lock(hashtextextended(${`documents:${shop}:${customer}`}, 0))`
}

/** Asked in one question: the row of an upload that is there already, and the round that a new file of its part belongs to, if there is room. */
async function roomFor(tx: Tx, { shop, customer, part, id }: Pick<Entry, 'shop' | 'customer' | 'part' | 'id'>) {
  const rows = await tx.document.findMany({ where: { shopId: shop, customerId: customer, OR: [{ erasedAt: null }, { id }] } })
  const known = rows.find((row) => row.id === id) ?? null
  return { known, round: roundOf(rows, part) }
}

function roundOf(held: readonly Pick<Document, 'part' | 'round' | 'sentAt'>[], part: Part): Result<number> {
  const ofPart = held.filter((document) => document.part === part)
  const unsent = ofPart.filter((document) => document.sentAt === null)
  if (unsent.length >= FILES_PER_SUBMISSION_MAX || held.length >= FILES_PER_CUSTOMER_MAX) {
    return refuse({ code: 'file-refused', because: 'too-many' })
  }
  const sentRounds = ofPart.filter((document) => document.sentAt !== null).map((document) => document.round)
  return ok(Math.max(0, ...sentRounds) + 1)
}

/** What anybody may know of a document's row. */
export function factsOf(row: Document): DocumentFacts {
  const part = isPart(row.part) ? row.part : 'identity'
  return {
    id: row.id,
    part,
    kind: kindOf(part, row.kind),
    mediaType: mediaTypeOf(row.mediaType),
    bytes: row.bytes,
    round: row.round,
    uploadedAt: row.uploadedAt,
    sentAt: row.sentAt,
    returnedAt: row.returnedAt,
    returnedFor: row.returnedFor,
  }
}

const kindOf = (part: Part, kind: string): Kind => (isKindOf(part, kind) ? kind : 'other')

function mediaTypeOf(value: string): MediaType {
  const known = MEDIA_TYPES.find((type) => type === value)
  if (!known) throw new Error('a document of an unknown media type')
  return known
}
