// Walks demo customers through the app's own use cases, as if they and a reviewer had used the screens. Called by demo.ts with the app's environment.
import { setTimeout as pause } from 'node:timers/promises'
import { acceptAndApprove } from '../app/kyc/accept-and-approve.server.ts'
import type { Part } from '../app/kyc/case.ts'
import { readCase } from '../app/kyc/cases.server.ts'
import { decide } from '../app/kyc/decisions.server.ts'
import { acceptNotice, currentNotice } from '../app/kyc/notice.server.ts'
import { EMPTY_PROFILE, type ProfileForm } from '../app/kyc/profile-form.ts'
import { chooseParty, saveProfile, send, takeFile, type Who } from '../app/kyc/submission.server.ts'
import { world as theWorld } from '../app/platform/world.server.ts'
import { specimen } from './specimens.ts'

const [store = '', shop = ''] = process.argv.slice(2)
const world = theWorld()
const OWNER = { id: 9001n, name: '関 一郎', role: 'owner' } as const
const READY_MS = 60_000

async function idOf(email: string): Promise<bigint> {
  const answer = await fetch(`${store}/shops/${shop}/admin/api/2026-07/graphql.json`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json', 'X-Shopify-Access-Token': 'shpat_recordings' },
    body: JSON.stringify({
      query: 'query ($email: String!) { customerByIdentifier(identifier: { emailAddress: $email }) { legacyResourceId } }',
      variables: { email },
    }),
  })
  const { data } = (await answer.json()) as { data: { customerByIdentifier: { legacyResourceId: string } } }
  return BigInt(data.customerByIdentifier.legacyResourceId)
}

/** Waits until the worker has seen a registration, as it would have long before the customer finds the form. */
async function seen(who: Who): Promise<void> {
  const until = Date.now() + READY_MS
  while (!(await readCase(world, who.shop, who.customer))) {
    if (Date.now() > until) throw new Error('the worker has not seen the demo customers')
    await pause(50)
  }
}

function must(result: { readonly ok: boolean; readonly refusal?: unknown }): void {
  if (!result.ok) throw new Error(`the demo was refused: ${JSON.stringify(result.refusal)}`)
}

async function upload(who: Who, part: Part, kind: string, page: string): Promise<void> {
  const bytes = await specimen(kind, page)
  const body = new Blob([new Uint8Array(bytes)]).stream()
  must(await takeFile(world, who, { part, kind, upload: crypto.randomUUID(), declaredBytes: bytes.length, body }))
}

async function apply(email: string, party: 'individual' | 'corporation', profile: Partial<ProfileForm>): Promise<Who> {
  const who = { shop, customer: await idOf(email) }
  await seen(who)
  const { version, language } = await currentNotice(world, shop, 'ja')
  must(await acceptNotice(world, shop, who.customer, { version, language }))
  must(await chooseParty(world, who, party))
  must(await saveProfile(world, who, { ...EMPTY_PROFILE, ...profile }))
  await upload(who, 'identity', 'driving-licence', 'front')
  await upload(who, 'identity', 'driving-licence', 'back')
  if (party === 'corporation') await upload(who, 'corporate', 'registry-certificate', 'page 1')
  must(await send(world, who))
  return who
}

async function versionOf({ customer }: Who): Promise<number> {
  return (await readCase(world, shop, customer))?.case.version ?? 0
}

await world.db.shop.update({
  where: { shopId: shop },
  data: { settings: { language: 'ja', notices: { to: ['staff@sekisho-demo.example'] } } },
})

// The owner has let two more look; by default they would see nothing.
for (const [staffId, name] of [
  [9002n, '検見 花子'],
  [9003n, 'Emma Clarke'],
] as const) {
  const where = { shopId_staffId: { shopId: shop, staffId } }
  const create = { shopId: shop, staffId, name, role: 'viewer', grantedBy: 9001n }
  await world.db.staffMember.upsert({ where, create, update: {} })
}

await apply('misaki.sato@example.jp', 'individual', {
  zip: '154-0024',
  province: 'JP-13',
  city: '世田谷区',
  address1: '三軒茶屋1-2-3',
  occupation: '会社員',
  birthDate: '1991-05-14',
})
const suzuki = await apply('kenta.suzuki@example.jp', 'individual', {
  zip: '530-0001',
  province: 'JP-27',
  city: '大阪市北区',
  address1: '梅田4-5-6',
  occupation: '自営業',
  birthDate: '1984-11-02',
})
must(await acceptAndApprove(world, { ...suzuki, version: await versionOf(suzuki), by: OWNER }))
const takahashi = await apply('yumiko.takahashi@example.jp', 'individual', {
  zip: '060-0042',
  province: 'JP-01',
  city: '札幌市中央区',
  address1: '大通西7-8',
  occupation: '主婦',
  birthDate: '1976-02-28',
})
must(
  await decide(world, {
    ...takahashi,
    version: await versionOf(takahashi),
    by: OWNER,
    decision: {
      type: 'return',
      part: 'identity',
      reason: 'blurred',
      publicText: '画像が不鮮明なため、文字を読み取れませんでした。明るい場所で、書類全体にピントを合わせて撮影し直してください。',
      privateNote: '住所欄が読めない。',
    },
  }),
)
await apply('kaitori@minato-shoji.example.jp', 'corporation', {
  company: '株式会社みなと商事',
  zip: '231-0023',
  province: 'JP-14',
  city: '横浜市中区',
  address1: '山下町9',
  occupation: '代表取締役',
  birthDate: '1969-08-20',
})
await world.db.$disconnect()
process.exit(0)
