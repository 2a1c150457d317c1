import { expect, test } from 'vitest'
import { ok } from '../platform/result.ts'
import { Arrivals } from './arrivals.server.ts'
import { BYTES_MAX } from './kinds.ts'

/** Work that ends when it is told to, and says whether it has begun. */
function held() {
  let end = () => {}
  const until = new Promise<void>((resolve) => {
    end = resolve
  })
  const state = { begun: false }
  return {
    state,
    end: () => end(),
    work: async () => {
      state.begun = true
      await until
      return ok('kept')
    },
  }
}

test('A5 bodies lie in memory as far as there is room; the next one waits unread, and who comes after that is told that we are busy', async () => {
  const arrivals = new Arrivals(10, 1)
  const [first, second, third] = [held(), held(), held()]
  const one = arrivals.take({ whose: 'a', declaredBytes: 6 }, first.work)
  const two = arrivals.take({ whose: 'b', declaredBytes: 6 }, second.work)
  expect([first.state.begun, second.state.begun]).toEqual([true, false])
  expect(await arrivals.take({ whose: 'c', declaredBytes: 1 }, third.work)).toMatchObject({ ok: false, refusal: { code: 'busy' } })
  expect(third.state.begun).toBe(false)
  first.end()
  second.end()
  expect(await Promise.all([one, two])).toEqual([ok('kept'), ok('kept')])
})

test('A5 a body that does not say how large it is counts as the largest', async () => {
  const arrivals = new Arrivals(BYTES_MAX, 1)
  const [first, second] = [held(), held()]
  const all = [arrivals.take({ whose: 'a', declaredBytes: 0 }, first.work), arrivals.take({ whose: 'b', declaredBytes: 1 }, second.work)]
  expect([first.state.begun, second.state.begun]).toEqual([true, false])
  first.end()
  second.end()
  await Promise.all(all)
})

test('A5 one customer cannot take all the room: three at once, and after one has ended the next', async () => {
  const arrivals = new Arrivals(100, 10)
  const mine = [held(), held(), held()]
  const all = mine.map(({ work }) => arrivals.take({ whose: 'a', declaredBytes: 1 }, work))
  const more = held()
  expect(await arrivals.take({ whose: 'a', declaredBytes: 1 }, more.work)).toMatchObject({ ok: false, refusal: { code: 'busy' } })
  mine[0]?.end()
  await all[0]
  more.end()
  expect(await arrivals.take({ whose: 'a', declaredBytes: 1 }, more.work)).toEqual(ok('kept'))
  for (const { end } of mine) end()
  await Promise.all(all)
})
