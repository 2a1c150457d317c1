import { expect, test } from 'vitest'
import { addJob } from '../../app/platform/jobs.server.ts'
import { newShop, testWorld, waitingJobs } from './database.ts'

test('a fresh database has every table, the job queue, and a clock that obeys', async () => {
  const world = await testWorld({ now: '2026-01-01T00:00:00Z' })
  world.pass(1500)
  expect(world.now().toISOString()).toBe('2026-01-01T00:00:01.500Z')
  const shop = await newShop(world)
  expect(await world.keyring.of(shop)).toMatchObject({ current: 1 })
  await addJob(world.db, 'kyc.watch', { shop })
  expect(await waitingJobs(world)).toMatchObject([{ task: 'kyc.watch', payload: { shop } }])
})
