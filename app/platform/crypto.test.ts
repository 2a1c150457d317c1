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
