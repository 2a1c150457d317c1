import { randomUUID } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { look } from '../../../app/documents/looks.server.ts'
import { receive } from '../../../app/documents/receive.server.ts'
import { keepDocument } from '../../../app/documents/vault.server.ts'
import { lookAt } from '../../../app/kyc/look.server.ts'
import type { World } from '../../../app/platform/world.server.ts'
import { arriving, storedOf } from '../../harness/files.ts'
import { Broken } from '../erasure/broken.ts'
import { Chance } from '../random.ts'
import type { Hostile } from './file.ts'
import { carries, faultOf } from './verdict.ts'

const REASONS = [
  'empty',
  'too-large',
  'type',
  'unreadable',
  'too-many-pixels',
  'too-many-pages',
  'too-complex',
  'locked',
  'bad-input',
] as const
const REVIEWER = { id: 7n, name: '検見 花子', role: 'reviewer' } as const
const OUR_NAME = /^identity-[0-9a-f]{8}\.(jpg|png|webp|heic|pdf)$/

/** Hands in a file, and throws a Broken when it is neither refused with a reason nor made safe. */
export async function playUpload(world: World, shop: string, seed: number, file: Hostile, log: string[]): Promise<void> {
  log.push(`seed ${seed}: ${file.what}, ${file.bytes.length} bytes`)
  const { id, reason } = await handIn(world, shop, BigInt(seed + 1), file, new Chance(seed))
  log.push(`seed ${seed}: ${reason ?? 'shown'}`)
  if (id === null) return mustRefuse(file, reason ?? '')
  must(!Array.isArray(file.must), 'what must be refused is refused', 'it was taken')
  await mustBeSafe(world, shop, id, file)
}

async function handIn(world: World, shop: string, customer: bigint, { bytes, asked }: Hostile, chance: Chance) {
  const received = await receive(arriving(bytes, chance.of([997, 65_536, 1_000_000])).body, chance.once(2) ? bytes.length : 0)
  const upload = { part: 'identity', kind: 'passport', upload: randomUUID(), ...asked } as const
  const kept = received.ok ? await keepDocument(world, shop, customer, { ...upload, ...received.value }) : received
  if (kept.ok) return { id: kept.value.id, reason: null }
  const { refusal } = kept
  return { id: null, reason: refusal.code === 'file-refused' ? refusal.because : refusal.code }
}

function mustRefuse({ must: wanted }: Hostile, reason: string): void {
  must(wanted !== 'be-shown', 'what can be made safe is taken', reason)
  must(
    REASONS.some((known) => known === reason),
    'a refusal says why',
    reason,
  )
  if (Array.isArray(wanted)) must(wanted.includes(reason), 'a refusal says the right thing', `${reason}, not ${wanted.join(' or ')}`)
}

async function mustBeSafe(world: World, shop: string, id: string, { bytes, planted = [] }: Hostile): Promise<void> {
  const first = await lookAt(world, shop, id, REVIEWER, { as: 'page', page: 1 })
  if (!first.ok) throw new Broken('what is taken is shown', first.refusal.code)
  const shown = [first.value.content]
  for (let page = 1; page <= first.value.pages; page++) shown.push(await contentOf(world, shop, id, { as: 'page', page }))
  shown.push(await contentOf(world, shop, id, { as: 'thumbnail' }))
  for (const picture of shown) {
    const fault = await faultOf(picture)
    must(fault === null, 'what is shown is pixels and nothing else', fault ?? '')
    must(!carries(picture, planted), 'nothing that was planted comes through', 'a run of eight bytes')
  }
  const original = await lookAt(world, shop, id, REVIEWER, { as: 'original' })
  must(original.ok && original.value.content.equals(bytes), 'the original is kept as it came', 'it differs')
  must(original.ok && OUR_NAME.test(original.value.name), 'a download bears our name', original.ok ? original.value.name : '')
  for (const path of storedOf(world.config.dataDir, id)) {
    must(!carries(readFileSync(path), [...planted, bytes.subarray(0, 64)]), 'in storage everything is sealed', path.slice(-30))
  }
}

async function contentOf(world: World, shop: string, id: string, at: Parameters<typeof look>[3]): Promise<Buffer> {
  const opened = await look(world, shop, id, at, { staffId: REVIEWER.id })
  if (!opened.ok) throw new Broken('what is taken is shown', `${JSON.stringify(at)}: ${opened.refusal.code}`)
  return opened.value.content
}

const must = (holds: boolean, property: string, detail: string): void => {
  if (!holds) throw new Broken(property, detail)
}
