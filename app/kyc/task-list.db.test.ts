import { expect, test } from 'vitest'
import { newShop, testWorld } from '../../tests/harness/database.ts'
import { write } from '../platform/world.server.ts'
import { closeTask, countOpenTasks, openTasks, openTasksOf } from './task-list.server.ts'
import { openTask } from './tasks.server.ts'

const reviewer = { id: 7n, name: '検見 花子', role: 'reviewer' } as const

test('tasks are shown oldest first with their facts, and a closed one is gone, on record', async () => {
  const world = await testWorld()
  const shop = await newShop(world)
  await write(world, (tx) => openTask(world, tx, shop, 1n, { code: 'papers-missing', missing: ['identity'], labels: ['unverified'] }))
  world.pass(60_000)
  await write(world, (tx) => openTask(world, tx, shop, 2n, { code: 'unverified-added' }))
  const [first, second] = await openTasks(world, shop, 'reviewer')
  expect(first).toMatchObject({ customer: 1n, facts: { labels: ['unverified'], missing: ['identity'], because: [], fields: [] }, count: 1 })
  expect(second).toMatchObject({ customer: 2n, facts: { labels: [], missing: [], because: [], fields: [] } })
  expect(await openTasksOf(world, shop, 2n)).toMatchObject([{ id: second?.id, customer: 2n, code: 'unverified-added' }])
  expect(await closeTask(world, shop, first?.id ?? 0n, reviewer)).toEqual({ ok: true, value: null })
  expect(await countOpenTasks(world, shop, 'reviewer')).toBe(1)
  expect(await world.db.auditEntry.findFirst({ where: { shopId: shop, action: 'task.close' } })).toMatchObject({ actorId: '7' })
  expect(await closeTask(world, shop, first?.id ?? 0n, reviewer)).toMatchObject({ ok: false, refusal: { code: 'not-found' } })
})

test('a viewer closes nothing, and nobody closes another shop’s task', async () => {
  const world = await testWorld()
  const [shop, other] = [await newShop(world), await newShop(world)]
  await write(world, (tx) => openTask(world, tx, shop, 1n, { code: 'unverified-added' }))
  const [task] = await openTasks(world, shop, 'reviewer')
  const id = task?.id ?? 0n
  expect(await closeTask(world, shop, id, { ...reviewer, role: 'viewer' })).toMatchObject({ refusal: { code: 'not-allowed' } })
  expect(await closeTask(world, other, id, reviewer)).toMatchObject({ refusal: { code: 'not-found' } })
  expect(await countOpenTasks(world, shop, 'reviewer')).toBe(1)
})

test('a task about somebody of whom no case is left says so: there is no page to open', async () => {
  const world = await testWorld()
  const shop = await newShop(world)
  await world.db.kycCase.create({ data: { shopId: shop, customerId: 1n } })
  await write(world, (tx) => openTask(world, tx, shop, 1n, { code: 'unverified-added' }))
  await write(world, (tx) => openTask(world, tx, shop, 2n, { code: 'data-requested' }))
  expect((await openTasks(world, shop, 'reviewer')).map(({ customer, known }) => [customer, known])).toEqual([
    [1n, true],
    [2n, false],
  ])
})
