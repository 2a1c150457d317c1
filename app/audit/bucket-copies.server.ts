import { createHash } from 'node:crypto'
import {
  DeleteObjectsCommand,
  GetObjectCommand,
  HeadObjectCommand,
  ListObjectsV2Command,
  NotFound,
  PutObjectCommand,
  S3ServiceException,
} from '@aws-sdk/client-s3'
import type { ObjectStore } from '../platform/object-store.ts'
import { s3Client } from '../platform/s3-client.server.ts'
import { copyOf, readCopy, type Seal } from './chain.ts'
import { type Copies, mustBeShop } from './copies.ts'

const ROOT = 'audit/'
/** More seals than a shop will ever have. A bucket lists names in their order only, and the newest is asked for once a minute: it comes first. */
const NUMBERS_END = 10n ** 15n
/** Objects read at once. */
const AT_ONCE = 20

/**
 * An object a seal in a bucket. Its name says its number and a hash of all that it says, so another seal never takes its place, and none is
 * written twice: a store that knows conditions (`If-None-Match`) refuses it, and where it does not we have looked before. Rejects with what the
 * store says, in the classes of its client.
 */
export function bucketCopies(store: ObjectStore, pageSize = 1000): Copies {
  const client = s3Client(store)
  const { bucket: Bucket } = store
  // Until nothing comes: a list that goes on from the last name needs no word of the store about where it stopped.
  const list = async function* (Prefix: string, Delimiter?: string): AsyncGenerator<string[]> {
    for (let StartAfter = ''; ; ) {
      const asked = { Bucket, Prefix, MaxKeys: pageSize, ...(Delimiter ? { Delimiter } : {}), ...(StartAfter ? { StartAfter } : {}) }
      const { Contents = [], CommonPrefixes = [] } = await client.send(new ListObjectsV2Command(asked))
      const names = Delimiter ? CommonPrefixes.flatMap(({ Prefix: name }) => name ?? []) : Contents.flatMap(({ Key }) => Key ?? [])
      const last = names.at(-1)
      if (last === undefined) return
      yield names
      StartAfter = Delimiter ? `${last}~` : last
    }
  }
  const open = async (shop: string, Key: string): Promise<Seal> => {
    const { Body } = await client.send(new GetObjectCommand({ Bucket, Key }))
    const seal = readCopy(shop, (await Body?.transformToString()) ?? '')
    if (!seal) throw new Error('a copy of a seal cannot be read')
    return seal
  }
  return {
    mayComeLater: true,
    append: async (shop, seals) => {
      for (const seal of seals) {
        const Key = keyOf(shop, seal)
        const at = { Bucket, Key }
        if (await client.send(new HeadObjectCommand(at)).then(() => true, unlessThere)) continue
        const put = { ...at, Body: copyOf(shop, seal), ContentType: 'application/json', IfNoneMatch: '*' }
        await client.send(new PutObjectCommand(put)).catch(unlessWritten)
      }
    },
    read: async (shop) => {
      const seals: Seal[] = []
      for await (const keys of list(prefixOf(shop))) {
        for (let from = 0; from < keys.length; from += AT_ONCE)
          seals.push(...(await Promise.all(keys.slice(from, from + AT_ONCE).map((key) => open(shop, key)))))
      }
      return seals.reverse()
    },
    last: async (shop) => {
      const { Contents = [] } = await client.send(new ListObjectsV2Command({ Bucket, Prefix: prefixOf(shop), MaxKeys: 1 }))
      const newest = Contents[0]?.Key
      return newest ? open(shop, newest) : null
    },
    shops: async () => {
      const names: string[] = []
      for await (const prefixes of list(ROOT, '/')) names.push(...prefixes.map((each) => each.slice(ROOT.length, -1)))
      return names
    },
    erase: async (shop) => {
      for await (const keys of list(prefixOf(shop))) {
        const Objects = keys.map((Key) => ({ Key }))
        const { Errors = [] } = await client.send(new DeleteObjectsCommand({ Bucket, Delete: { Objects, Quiet: true } }))
        if (Errors.length > 0) throw new Error(`copies of seals stay: ${Errors[0]?.Code ?? 'unknown'}`)
      }
    },
  }
}

function prefixOf(shop: string): string {
  mustBeShop(shop)
  return `${ROOT}${shop}/`
}

function keyOf(shop: string, seal: Seal): string {
  const hash = createHash('sha256').update(copyOf(shop, seal)).digest('hex').slice(0, 32)
  return `${prefixOf(shop)}${(NUMBERS_END - seal.n).toString().padStart(16, '0')}-${hash}`
}

function unlessThere(error: unknown): false {
  if (error instanceof NotFound) return false
  throw error
}

/** Somebody else has written it in between, and it says the same: so does its name. */
function unlessWritten(error: unknown): void {
  if (error instanceof S3ServiceException && error.$metadata.httpStatusCode === 412) return
  throw error
}
