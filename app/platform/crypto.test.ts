import { expect, test } from 'vitest'
import { newKey, seal, sealJson, unseal, unsealJson } from './crypto.server.ts'

const key = newKey()

test('what is sealed opens again, and looks like nothing in between', () => {
  const sealed = sealJson(key, 'shop:profile:1', { birthDate: '1990-04-01' })
  expect(Buffer.from(sealed).toString('latin1')).not.toContain('1990')
  expect(unsealJson(key, 'shop:profile:1', sealed)).toEqual({ birthDate: '1990-04-01' })
})

test('a sealed value does not open in another row, with another key, or when a byte changed', () => {
  const sealed = seal(key, 'shop:profile:1', Buffer.from('x'))
  expect(() => unseal(key, 'shop:profile:2', sealed)).toThrow()
  expect(() => unseal(newKey(), 'shop:profile:1', sealed)).toThrow()
  for (let i = 0; i < sealed.length; i++) {
    const bent = new Uint8Array(sealed)
    bent[i] = (bent[i] ?? 0) ^ 1
    expect(() => unseal(key, 'shop:profile:1', bent)).toThrow()
  }
})

test('keys that follow one another: the current one seals, each opens what it sealed, and one that is gone opens nothing', () => {
  const [first, second, third] = [newKey(), newKey(), newKey()]
  const of = (current: number, ...pairs: [number, Buffer][]) => ({ current, byNumber: new Map(pairs) })
  const byFirst = seal(of(1, [1, first]), 'a', Buffer.from('one'))
  const bySecond = seal(of(2, [1, first], [2, second]), 'a', Buffer.from('two'))
  expect(unseal(of(2, [1, first], [2, second]), 'a', byFirst).toString()).toBe('one')
  expect(unseal(of(3, [2, second], [3, third]), 'a', bySecond).toString()).toBe('two')
  expect(() => unseal(of(3, [2, second], [3, third]), 'a', byFirst)).toThrow('a key that is gone')
  expect(() => unseal(of(1, [1, first]), 'a', bySecond)).toThrow('a key that is gone')
  // From before keys could follow one another.
  expect(unseal(of(2, [1, first], [2, second]), 'a', seal(first, 'a', Buffer.from('old'))).toString()).toBe('old')
  for (let i = 0; i < bySecond.length; i++) {
    const bent = new Uint8Array(bySecond)
    bent[i] = (bent[i] ?? 0) ^ 1
    expect(() => unseal(of(2, [1, first], [2, second]), 'a', bent)).toThrow()
  }
})

test('no two values are sealed with the same nonce', () => {
  const nonces = Array.from({ length: 2000 }, () => Buffer.from(seal(key, 'a', Buffer.from('x'))).toString('hex', 1, 13))
  expect(new Set(nonces).size).toBe(nonces.length)
})
