import { expect, test } from 'vitest'
import { Turns } from './turns.server.ts'

/** Work that ends when it is told to, and says whether it has begun. */
function held() {
  let end = () => {}
  const until = new Promise<void>((resolve) => {
    end = resolve
  })
  const state = { begun: false }
  const work = () => {
    state.begun = true
    return until
  }
  return { state, end: () => end(), work }
}

test('so many at once, so many in line, and who comes after them is told to come again', async () => {
  const turns = new Turns(2, 1)
  const [first, second, third] = [held(), held(), held()]
  const all = [first, second, third].map(({ work }) => turns.take(1, work))
  expect([first, second, third].map(({ state }) => state.begun)).toEqual([true, true, false])
  expect(await turns.take(1, async () => 'never')).toEqual({ ok: false, refusal: { code: 'busy', seconds: 3 } })
  second.end()
  await all[1]
  expect(third.state.begun).toBe(true)
  first.end()
  third.end()
  await Promise.all(all)
  expect(await turns.take(1, async () => 'again')).toEqual({ ok: true, value: 'again' })
})

test('the heaviest goes alone, is not overtaken, and a failure gives its place back', async () => {
  const turns = new Turns(2, 2)
  const light = held()
  const heavy = held()
  const going = turns.take(1, light.work)
  const waiting = turns.take(9, heavy.work)
  const last = turns.take(1, () => Promise.reject(new Error('broken')))
  expect(heavy.state.begun).toBe(false)
  light.end()
  await going
  expect(heavy.state.begun).toBe(true)
  heavy.end()
  await waiting
  await expect(last).rejects.toThrow('broken')
  expect(await turns.take(2, async () => 1)).toEqual({ ok: true, value: 1 })
})
