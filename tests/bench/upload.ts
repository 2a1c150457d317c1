// The whole path of a photo (received, checked, thumbnail, sealed, stored, row committed) against the thumbnail alone, in turns, in one process.
import { randomUUID } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import sharp from 'sharp'
import { migrate } from '../../scripts/migrate.ts'
import { freePort } from '../../scripts/ports.ts'
import { startPostgres } from '../../scripts/postgres.ts'
import { TEST_ENVIRONMENT } from '../harness/environment.ts'
import { arriving } from '../harness/files.ts'
import { thumbnailAlone } from './baselines/thumbnail.ts'

const FILES = 200
/** Twice as many as there are cores here: with fewer, what is measured is who waits for the disk, and not what the work costs. Both have as many. */
const CALLERS = 4
const SHOP = 'upload.myshopify.com'
/** The camera of a phone. */
const PHOTO = { width: 4032, height: 3024 } as const

type Send = (bytes: Buffer, n: number) => Promise<unknown>

/** A photo like a phone's: 12 million pixels, with the noise of a lens, 3 MB. */
const photoOf = (n: number): Promise<Buffer> =>
  sharp({ create: { ...PHOTO, channels: 3, background: '#888888', noise: { type: 'gaussian', mean: 110 + (n % 40), sigma: 12 } } })
    .jpeg({ quality: 85 })
    .toBuffer()

/** How long `count` takes with so many callers, in milliseconds. */
async function timed(count: number, photos: readonly Buffer[], send: Send): Promise<number> {
  let next = 0
  const started = performance.now()
  const caller = async () => {
    for (let n = next++; n < count; n = next++) await send(photos[n % photos.length] ?? Buffer.of(), n)
  }
  await Promise.all(Array.from({ length: CALLERS }, caller))
  return performance.now() - started
}

/** PostgreSQL and the folder with their default durability. The two take turns, so that what else the machine does meets both. */
export async function bench({ count = FILES } = {}): Promise<Record<string, unknown>> {
  const dir = mkdtempSync(join(tmpdir(), 'sekisho-bench-'))
  const server = await startPostgres(dir, await freePort())
  try {
    const databaseUrl = server.url('bench')
    await migrate(databaseUrl)
    Object.assign(process.env, TEST_ENVIRONMENT, { DATABASE_URL: databaseUrl, SEKISHO_DATA_DIR: join(dir, 'app') })
    return await compare(count)
  } finally {
    await server.stop()
    rmSync(dir, { recursive: true, force: true })
  }
}

async function compare(count: number): Promise<Record<string, unknown>> {
  const { world: theWorld } = await import('../../app/platform/world.server.ts')
  const { takeIn } = await import('../../app/documents/arrivals.server.ts')
  const { draw } = await import('../../app/documents/clean.server.ts')
  const world = theWorld()
  await world.db.shop.create({ data: { shopId: SHOP } })
  const photos = await Promise.all([0, 1, 2, 3].map(photoOf))
  const whole: Send = async (bytes, n) => {
    const upload = { part: 'identity', kind: 'passport', upload: randomUUID(), declaredBytes: bytes.length } as const
    const kept = await takeIn(world, SHOP, BigInt(n + 1), { ...upload, body: arriving(bytes).body })
    if (!kept.ok) throw new Error(`not kept: ${JSON.stringify(kept.refusal)}`)
  }
  const review: Send = (bytes) => draw(bytes, 'image/jpeg')
  await timed(4, photos, (bytes, n) => whole(bytes, 1_000_000 + n))
  await timed(4, photos, thumbnailAlone)
  const [turns, spent] = [4, { whole: 0, alone: 0, review: 0 }]
  const each = Math.ceil(count / turns)
  for (let turn = 0; turn < turns; turn++) {
    spent.alone += await timed(each, photos, thumbnailAlone)
    spent.whole += await timed(each, photos, (bytes, n) => whole(bytes, turn * 10_000 + n))
    spent.review += await timed(Math.ceil(each / 4), photos, review)
  }
  const rows = await world.db.document.count()
  await world.db.$disconnect()
  const perSecond = (done: number, ms: number) => Number(((done * 1000) / ms).toFixed(1))
  const [ours, limit] = [perSecond(each * turns, spent.whole), perSecond(each * turns, spent.alone)]
  return {
    bench: 'upload',
    ratio: Number((ours / limit).toFixed(2)),
    goal: 0.8,
    files: each * turns,
    bytes: photos[0]?.length,
    kept: rows - 4 === each * turns,
    callers: CALLERS,
    wholePerSecond: ours,
    thumbnailPerSecond: limit,
    reviewCopyPerSecond: perSecond(Math.ceil(each / 4) * turns, spent.review),
  }
}
