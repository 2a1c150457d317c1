// One contract, both storages: whatever the vault relies on.
import { spawn } from 'node:child_process'
import { createHash, randomBytes } from 'node:crypto'
import { once } from 'node:events'
import { mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { basename, dirname, join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { folderStorage } from '../../app/documents/folder-storage.server.ts'
import { s3Storage } from '../../app/documents/s3-storage.server.ts'
import { type Storage, StorageAway } from '../../app/documents/storage.ts'
import { filesIn } from '../harness/files.ts'
import { S3_CREDENTIALS, startS3 } from '../harness/s3.ts'

interface Kept {
  readonly storage: Storage
  /** The same kind where nothing can be kept. */
  readonly away: Storage
  /** What another process is told to open the same. */
  readonly told: readonly [string, string]
  close(): Promise<void>
}

const PUT_FOREVER = fileURLToPath(new URL('../harness/put-forever.ts', import.meta.url))
const newDocument = (): string => randomBytes(16).toString('hex')
const hashOf = (bytes: Uint8Array | null): string | null => bytes && createHash('sha256').update(bytes).digest('hex')

async function folder(): Promise<Kept> {
  const dir = mkdtempSync(join(tmpdir(), 'sekisho-folder-'))
  const file = join(dir, 'no-folder')
  writeFileSync(file, '')
  return {
    storage: folderStorage(join(dir, 'documents')),
    away: folderStorage(join(file, 'documents')),
    told: ['folder', join(dir, 'documents')],
    close: async () => rmSync(dir, { recursive: true, force: true }),
  }
}

async function bucket(): Promise<Kept> {
  Object.assign(process.env, S3_CREDENTIALS)
  const s3 = await startS3()
  return {
    storage: s3Storage(s3.store),
    away: s3Storage({ ...s3.store, endpoint: `http://127.0.0.1:${await deafPort()}` }),
    told: ['bucket', JSON.stringify(s3.store)],
    close: s3.close,
  }
}

/** A port at which nobody listens any more. */
async function deafPort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  server.close()
  await once(server, 'close')
  return address && typeof address === 'object' ? address.port : 1
}

describe.each([
  ['a folder', folder],
  ['a bucket', bucket],
])('%s', (_, open) => {
  let kept: Kept
  let storage: Storage
  beforeAll(async () => {
    kept = await open()
    storage = kept.storage
  })
  afterAll(() => kept.close())

  test('gives back what it was given, each object of a document for itself, and replaces as a whole', async () => {
    const [one, other] = [newDocument(), newDocument()]
    await storage.put(one, 'original', Buffer.from('the first'))
    await storage.put(one, 'thumbnail', Buffer.from('small'))
    await storage.put(other, 'original', Buffer.from('another'))
    await storage.put(one, 'original', Buffer.from('2nd'))
    expect([await storage.get(one, 'original'), await storage.get(one, 'thumbnail'), await storage.get(other, 'original')]).toEqual([
      Buffer.from('2nd'),
      Buffer.from('small'),
      Buffer.from('another'),
    ])
    await storage.put(one, 'empty', Buffer.of())
    expect(await storage.get(one, 'empty')).toHaveLength(0)
  })

  test('says null for what it does not have', async () => {
    const document = newDocument()
    expect(await storage.get(document, 'original')).toBeNull()
    await storage.put(document, 'original', Buffer.from('x'))
    expect(await storage.get(document, 'page-1')).toBeNull()
  })

  test('forgets one object, or a whole document, once and again, and nothing else', async () => {
    const [gone, stays] = [newDocument(), newDocument()]
    for (const name of ['original', 'thumbnail', 'page-1', 'page-2']) await storage.put(gone, name, Buffer.from(name))
    await storage.put(stays, 'original', Buffer.from('here'))
    await storage.delete(gone, 'page-1')
    await storage.delete(gone, 'page-1')
    expect(await storage.get(gone, 'page-1')).toBeNull()
    expect(await storage.get(gone, 'page-2')).toEqual(Buffer.from('page-2'))
    await storage.delete(gone)
    await storage.delete(gone)
    for (const name of ['original', 'thumbnail', 'page-2']) expect(await storage.get(gone, name)).toBeNull()
    expect(await storage.get(stays, 'original')).toEqual(Buffer.from('here'))
    await storage.put(gone, 'original', Buffer.from('again'))
    expect(await storage.get(gone, 'original')).toEqual(Buffer.from('again'))
  })

  test('takes 20 MB, byte for byte', async () => {
    const document = newDocument()
    const bytes = randomBytes(20 * 1024 * 1024)
    await storage.put(document, 'original', bytes)
    expect(hashOf(await storage.get(document, 'original'))).toBe(hashOf(bytes))
  })

  test('serves many at a time', async () => {
    const documents = Array.from({ length: 60 }, () => ({ id: newDocument(), bytes: randomBytes(40_000) }))
    await Promise.all(documents.map(({ id, bytes }) => storage.put(id, 'original', bytes)))
    const read = await Promise.all(documents.map(({ id }) => storage.get(id, 'original')))
    expect(read.map(hashOf)).toEqual(documents.map(({ bytes }) => hashOf(bytes)))
  })

  test('shows whole objects only: to whoever reads while it is replaced, and after the writer was killed', async () => {
    const size = 4 * 1024 * 1024
    const whole = [hashOf(Buffer.alloc(size, 'a')), hashOf(Buffer.alloc(size, 'b'))]
    const document = newDocument()
    for (let kill = 0; kill < 3; kill++) {
      const child = spawn(process.execPath, [PUT_FOREVER, ...kept.told, document, 'original', String(size)])
      await once(child.stdout, 'data')
      for (let look = 0; look < 5; look++) expect(whole).toContain(hashOf(await storage.get(document, 'original')))
      await pause(Math.random() * 60)
      child.kill('SIGKILL')
      await once(child, 'exit')
      expect(whole).toContain(hashOf(await storage.get(document, 'original')))
    }
    await storage.delete(document)
    expect(await storage.get(document, 'original')).toBeNull()
  })

  test('says in codes that it is away, whatever it is asked', async () => {
    const document = newDocument()
    const asked = [kept.away.put(document, 'original', Buffer.from('x')), kept.away.get(document, 'original'), kept.away.delete(document)]
    const answers = await Promise.allSettled(asked)
    for (const answer of answers) {
      const reason: unknown = answer.status === 'rejected' ? answer.reason : null
      // A folder that is not there has nothing to forget; a file in its place is a fault to all but that.
      if (reason !== null || answer !== answers[2]) expect(reason).toBeInstanceOf(StorageAway)
    }
  }, 60_000)

  test.each([
    ['../../etc', 'original'],
    ['ABCDEF', 'original'],
    [newDocument(), '../x'],
    [newDocument(), ''],
    [newDocument(), 'a/b'],
  ])('reaches nothing outside: %s %s', async (document, name) => {
    await expect(storage.put(document, name, Buffer.of())).rejects.toThrow('not a place')
    await expect(storage.get(document, name)).rejects.toThrow('not a place')
    if (name) await expect(storage.delete(document, name)).rejects.toThrow('not a place')
  })
})

test('a folder lets our user read, and nobody else', async () => {
  const kept = await folder()
  const document = newDocument()
  await kept.storage.put(document, 'original', Buffer.from('x'))
  const [path = ''] = filesIn(kept.told[1])
  expect(basename(dirname(path))).toBe(document)
  for (const [each, mode] of [
    [path, 0o600],
    [dirname(path), 0o700],
  ] as const)
    expect(statSync(each).mode & 0o777).toBe(mode)
  await kept.close()
})

test('a store that takes the request and says nothing is given up, and not waited for', async () => {
  const silent = createServer(() => undefined).listen(0, '127.0.0.1')
  await once(silent, 'listening')
  const address = silent.address()
  const port = address && typeof address === 'object' ? address.port : 1
  const store = { bucket: 'sekisho-test', region: 'us-east-1', endpoint: `http://127.0.0.1:${port}`, pathStyle: true }
  const patience = { connectionTimeout: 100, socketTimeout: 100, requestTimeout: 200 }
  await expect(s3Storage(store, patience).get(newDocument(), 'original')).rejects.toBeInstanceOf(StorageAway)
  silent.close()
})
