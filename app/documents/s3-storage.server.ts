import {
  DeleteObjectCommand,
  DeleteObjectsCommand,
  GetObjectCommand,
  ListObjectsV2Command,
  NoSuchKey,
  PutObjectCommand,
} from '@aws-sdk/client-s3'
import type { ObjectStore } from '../platform/object-store.ts'
import { reasonOf } from '../platform/reason.ts'
import { PATIENCE, s3Client } from '../platform/s3-client.server.ts'
import { mustBePlace, type Storage, StorageAway } from './storage.ts'

/** A bucket, each object under `<document>/<name>`. */
export function s3Storage(store: ObjectStore, patience = PATIENCE): Storage {
  const { bucket } = store
  const client = s3Client(store, patience)
  return {
    async put(document, name, bytes) {
      mustBePlace(document, name)
      // The store counts the checksum again, and keeps nothing of what does not match.
      const input = { Bucket: bucket, Key: `${document}/${name}`, Body: bytes, ContentType: 'application/octet-stream' }
      await answered(client.send(new PutObjectCommand({ ...input, ChecksumAlgorithm: 'SHA256' })))
    },
    async get(document, name) {
      mustBePlace(document, name)
      const read = client.send(new GetObjectCommand({ Bucket: bucket, Key: `${document}/${name}` })).then(async ({ Body }) => {
        if (!Body) throw new Error('an answer without a body')
        return Buffer.from(await Body.transformToByteArray())
      })
      return answered(read.catch(nothingThere))
    },
    async delete(document, name) {
      mustBePlace(document, name ?? 'every')
      if (name) return void (await answered(client.send(new DeleteObjectCommand({ Bucket: bucket, Key: `${document}/${name}` }))))
      // A document has fewer objects than one page lists; should it ever have more, the next page is the new first one.
      for (;;) {
        const listed = await answered(client.send(new ListObjectsV2Command({ Bucket: bucket, Prefix: `${document}/` })))
        const keys = (listed.Contents ?? []).flatMap(({ Key }) => (Key ? [{ Key }] : []))
        if (keys.length === 0) return
        const told = await answered(client.send(new DeleteObjectsCommand({ Bucket: bucket, Delete: { Objects: keys, Quiet: true } })))
        if (told.Errors && told.Errors.length > 0) throw new StorageAway(told.Errors[0]?.Code ?? 'unknown')
        if (!listed.IsTruncated) return
      }
    },
  }
}

function nothingThere(error: unknown): null {
  if (error instanceof NoSuchKey) return null
  throw error
}

/** What the store says, as far as it says anything that we can use. Its words may quote addresses and keys: the codes are enough. */
async function answered<Answer>(asked: Promise<Answer>): Promise<Answer> {
  try {
    return await asked
  } catch (error) {
    throw new StorageAway(reasonOf(error))
  }
}
