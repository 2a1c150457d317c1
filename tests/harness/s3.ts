import { createHash } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { mkdir, rename, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import S3rver from 's3rver'
import type { ObjectStore } from '../../app/platform/object-store.ts'

/** The only account that the server knows. */
export const S3_CREDENTIALS = { AWS_ACCESS_KEY_ID: 'S3RVER', AWS_SECRET_ACCESS_KEY: 'S3RVER' }

interface Arriving {
  readonly bucket: string
  readonly key: string
  readonly content: Buffer | AsyncIterable<Buffer>
  readonly metadata: object
}

/** What the server keeps objects with, as far as it is replaced here. */
interface Keeper {
  getResourcePath(bucket: string, key: string, resource: string): string
  putMetadata(bucket: string, key: string, metadata: object, md5: string): Promise<void>
  putObject(object: Arriving): Promise<{ size: number; md5: string }>
  listObjects(bucket: string, options: object): Promise<{ isTruncated: boolean }>
}

/** Opens a server that speaks as S3 does, with one empty bucket in a folder of its own; `close` takes both away. */
export async function startS3(): Promise<{ store: ObjectStore; directory: string; close(): Promise<void> }> {
  const directory = mkdtempSync(join(tmpdir(), 'sekisho-s3-'))
  const bucket = 'sekisho-test'
  const server = new S3rver({ address: '127.0.0.1', port: 0, silent: true, directory, configureBuckets: [{ name: bucket, configs: [] }] })
  const { store: keeper } = server as unknown as { store: Keeper }
  keepWhole(keeper)
  listPlainly(keeper)
  const { port } = await server.run()
  return {
    store: { bucket, region: 'us-east-1', endpoint: `http://127.0.0.1:${port}`, pathStyle: true },
    directory,
    close: async () => {
      await server.close()
      rmSync(directory, { recursive: true, force: true })
    },
  }
}

/** Where a list goes on, this server says in a cipher that Node has no more, and fails. It then says nothing of it. */
function listPlainly(keeper: Keeper): void {
  const list = keeper.listObjects.bind(keeper)
  keeper.listObjects = async (bucket, options) => ({ ...(await list(bucket, options)), isTruncated: false })
}

/** S3 shows an object when it has all of it, and answers after that. This server writes in the open and answers before it is done. */
function keepWhole(keeper: Keeper): void {
  let puts = 0
  keeper.putObject = async ({ bucket, key, content, metadata }) => {
    const pieces: Buffer[] = []
    if (Buffer.isBuffer(content)) pieces.push(content)
    else for await (const piece of content) pieces.push(piece)
    const whole = Buffer.concat(pieces)
    const md5 = createHash('md5').update(whole).digest('hex')
    const path = keeper.getResourcePath(bucket, key, 'object')
    await mkdir(dirname(path), { recursive: true })
    puts += 1
    const half = `${path}.${puts}.half`
    await writeFile(half, whole)
    await rename(half, path)
    await keeper.putMetadata(bucket, key, metadata, md5)
    return { size: whole.length, md5 }
  }
}
