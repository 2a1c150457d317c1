import { createHash } from 'node:crypto'
import type { Document } from '../../generated/prisma/client.ts'
import { isErased } from '../accounts/erased.server.ts'
import type { Part } from '../kyc/case.ts'
import { newKey, seal, unseal } from '../platform/crypto.server.ts'
import type { Tx } from '../platform/db.server.ts'
import { ok, type Result, refuse } from '../platform/result.ts'
import { layTombstone } from '../platform/tombstones.server.ts'
import { type World, write } from '../platform/world.server.ts'
import { inspect } from './inspect.server.ts'
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
import type { Received } from './receive.server.ts'
import { storageOf } from './storage.server.ts'
import type { ObjectName } from './storage.ts'

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
  const before = await find(world.db, shop, id)
  if (before) return again(before)
  const seen = await inspect(upload)
  if (!seen.ok) return seen
  const shopKey = await world.keyring.of(shop)
  return write(world, async (tx): Promise<Result<DocumentFacts>> => {
    // One at a time per customer: two arrivals of one upload must not overwrite each other's bytes, and the count must hold.
    await lockDocuments(tx, shop, customer)
    if (await isErased(tx, shop, customer)) return refuse({ code: 'not-found' })
    const faster = await find(tx, shop, id)
    if (faster) return again(faster)
    const room = await roomFor(tx, shop, customer, part)
    if (!room.ok) return room
    const key = newKey()
    // The bytes first: a row without bytes would promise a document that nobody can see; bytes without a row are noise.
    await storageOf(world).put(id, 'original', seal(key, aboutBytes(shop, id, 'original'), bytes))
    const row = await tx.document.create({
      data: {
        shopId: shop,
        id,
        customerId: customer,
        part,
        kind,
        mediaType,
        bytes: bytes.length,
        round: room.value,
        wrappedKey: seal(shopKey, aboutKey(shop, id), key),
        uploadedAt: world.now(),
      },
    })
    return ok(factsOf(row))
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

export interface OpenedDocument extends DocumentFacts {
  readonly customer: bigint
  readonly content: Buffer
}

/**
 * One document in clear, for a member of staff. The look is written to the audit log before a byte is read: when that fails, so does the
 * look. Refuses with not-found what the shop does not have or what was erased.
 */
export async function openDocument(
  world: World,
  shop: string,
  id: string,
  by: { readonly staffId: bigint },
): Promise<Result<OpenedDocument>> {
  const row = isDocumentId(id) ? await find(world.db, shop, id) : null
  if (!row?.wrappedKey) return refuse({ code: 'not-found' })
  await world.db.auditEntry.create({
    data: {
      shopId: shop,
      at: world.now(),
      actor: 'staff',
      actorId: String(by.staffId),
      action: 'document.view',
      subject: `customer:${row.customerId}`,
      codes: { document: id, part: row.part },
    },
  })
  const content = await openBytes(world, shop, id, row.wrappedKey)
  return content ? ok({ ...factsOf(row), customer: row.customerId, content }) : refuse({ code: 'not-found' })
}

/** The bytes of a document whose row is gone, in clear, by the key that was kept of it; null when they are gone too. */
export async function openBytes(world: World, shop: string, id: string, wrappedKey: Uint8Array): Promise<Buffer | null> {
  const sealed = await storageOf(world).get(id, 'original')
  if (!sealed) return null
  return unseal(unseal(await world.keyring.of(shop), aboutKey(shop, id), wrappedKey), aboutBytes(shop, id, 'original'), sealed)
}

/** Lets a customer take back a file that was not sent yet. Others' files, and sent ones, are not found. */
export async function takeBack(world: World, shop: string, customer: bigint, id: string): Promise<Result<null>> {
  if (!isDocumentId(id)) return refuse({ code: 'not-found' })
  const taken = await write(world, async (tx) => {
    const { count } = await tx.document.updateMany({
      where: { shopId: shop, id, customerId: customer, sentAt: null, erasedAt: null },
      data: { wrappedKey: null, erasedAt: world.now() },
    })
    if (count > 0) await layTombstone(world, tx, { shop, kind: 'document', subject: id })
    return count > 0
  })
  if (!taken) return refuse({ code: 'not-found' })
  await storageOf(world).delete(id)
  return ok(null)
}

/**
 * Erases a document again that was erased after the backup from which this database came: the key first, because forgetting it is the
 * erasure; the bytes after. Silent when it is gone already.
 */
export async function eraseDocument(world: World, shop: string, id: string): Promise<void> {
  await write(world, async (tx) => {
    await tx.document.updateMany({ where: { shopId: shop, id, erasedAt: null }, data: { wrappedKey: null, erasedAt: world.now() } })
    await layTombstone(world, tx, { shop, kind: 'document', subject: id })
  })
  if (isDocumentId(id)) await storageOf(world).delete(id)
}

const aboutKey = (shop: string, id: string): string => `${shop}:document-key:${id}`
/** With the name of the object: a thumbnail that is put in the place of an original does not open. */
const aboutBytes = (shop: string, id: string, name: ObjectName): string => `${shop}:document:${id}:${name}`

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

/** The round that a new file of a part belongs to, if there is room for it. */
async function roomFor(tx: Tx, shop: string, customer: bigint, part: Part): Promise<Result<number>> {
  const held = await tx.document.findMany({
    where: { shopId: shop, customerId: customer, erasedAt: null },
    select: { part: true, round: true, sentAt: true },
  })
  const ofPart = held.filter((document) => document.part === part)
  const unsent = ofPart.filter((document) => document.sentAt === null)
  if (unsent.length >= FILES_PER_SUBMISSION_MAX || held.length >= FILES_PER_CUSTOMER_MAX) {
    return refuse({ code: 'file-refused', because: 'too-many' })
  }
  const sentRounds = ofPart.filter((document) => document.sentAt !== null).map((document) => document.round)
  return ok(Math.max(0, ...sentRounds) + 1)
}

function factsOf(row: Document): DocumentFacts {
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
