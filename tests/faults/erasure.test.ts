import { mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { Desk } from './erasure/desk.ts'
import { playAll } from './erasure/main.ts'
import { personOf } from './erasure/person.ts'
import { searchEverywhere } from './erasure/search.ts'

const desk = new Desk()
afterAll(() => desk.close())

// A small count must do here; `npm run faults -- erasure` runs as many as you like.
test('A10 sequences of requests, uploads and decisions leave nothing but what a law holds', async () => {
  const lines: string[] = []
  const counts = await playAll(desk, 3, 1, (line) => lines.push(line))
  expect(counts.failed, lines.join('\n')).toBe(0)
}, 60_000)

test('A10 the search finds a person in a row, a payload, the queue and a file, however it is written', async () => {
  await desk.clear()
  const { world } = desk
  const { name, email, profile, strings } = personOf(7, 1n)
  expect(await searchEverywhere(world, strings)).toEqual([])
  const who = { shopId: 'a.myshopify.com', customerId: 1n }
  await world.db.kycProfile.create({ data: { ...who, sealed: Buffer.from(`xx${profile.birthDate}`) } })
  await world.db.inboxRow.create({ data: { ...who, webhookId: 'w', topic: 't', payload: { a: [name] } } })
  await world.db.mail.create({
    data: { ...who, id: 'm', template: 't', audience: 'staff', reason: Buffer.from(`?${email}?`).toString('base64') },
  })
  await world.db.$executeRaw`select graphile_worker.add_job('x', json_build_object('phone', ${profile.phone}::text))`
  const dir = join(world.config.dataDir, 'documents')
  mkdirSync(dir, { recursive: true })
  writeFileSync(join(dir, 'f'), `..${profile.address1}..`)
  const found = (await searchEverywhere(world, strings)).map(({ where, what }) => `${what} in ${where}`)
  expect(found.sort()).toEqual(
    [
      `${profile.birthDate} in public.kyc_profiles`,
      `${name} in public.inbox`,
      `${email} in public.mails`,
      `${profile.phone} in graphile_worker._private_jobs`,
      `${profile.address1} in ${join(dir, 'f')}`,
    ].sort(),
  )
  rmSync(dir, { recursive: true })
  await desk.clear()
})
