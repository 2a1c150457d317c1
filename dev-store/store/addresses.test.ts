import { expect, test } from 'vitest'
import { type AddressDraft, areaOf, readAddress } from './addresses.ts'

const read = (draft: AddressDraft) => readAddress(draft, undefined, ['address'], 'JP')
const area = (draft: AddressDraft) => {
  const outcome = read(draft)
  return outcome.ok ? areaOf({ id: 1, ...outcome.value }) : outcome.errors
}

test('fields are trimmed, blank ones are nothing', () => {
  expect(read({ address1: ' 1 Main ', city: ' ' })).toMatchObject({ ok: true, value: { address1: '1 Main', city: null } })
})

test.each<[AddressDraft, string]>([
  [{ city: 'Ottawa', countryCode: 'CA', provinceCode: 'ON' }, 'Ottawa ON, Canada'],
  [{ city: 'San Francisco', countryCode: 'US', country: 'Canada' }, 'San Francisco, United States'],
  [{ city: 'Singapore', countryCode: 'SG', provinceCode: 'ON' }, 'Singapore'],
  [{ city: '千代田区', countryCode: 'JP', province: 'tokyo' }, '千代田区 Tōkyō, Japan'],
  [{ country: 'denmark', city: 'Copenhagen' }, 'Copenhagen, Denmark'],
])('the code of a country wins over its name, zones belong to it: %j is in %s', (draft, where) => {
  expect(area(draft)).toBe(where)
})

test.each<[AddressDraft, string, string]>([
  [{ countryCode: 'ZZ', provinceCode: 'ZZ' }, 'country', 'Country is invalid'],
  [{ country: 'Atlantis' }, 'country', 'Country is invalid'],
  [{ countryCode: 'US', provinceCode: 'ON' }, 'province', 'Province is invalid'],
  [{ countryCode: 'JP', province: 'Ontario' }, 'province', 'Province is invalid'],
  [{ address1: 'x'.repeat(256) }, 'address1', 'Address1 is too long (maximum is 255 characters)'],
  [{ city: '<script>' }, 'city', 'City cannot contain HTML tags'],
  [{ zip: 'H0H https://x' }, 'zip', 'Zip cannot contain URL'],
  [{ phone: '<a>+1 613' }, 'phone', 'Phone cannot contain HTML tags'],
  [{ address1: '100 Main 😀' }, 'address1', 'Address1 cannot contain emojis'],
])('%j is refused at %s: %s', (draft, field, message) => {
  expect(read(draft)).toEqual({ ok: false, errors: [{ field: ['address', field], message }] })
})

test('a form laid over an address changes only what it names, and a new country drops a zone that is not its own', () => {
  const before = read({ address1: '1', city: 'Ottawa', countryCode: 'CA', provinceCode: 'ON' })
  if (!before.ok) throw new Error('refused')
  const after = readAddress({ countryCode: 'JP' }, { id: 1, ...before.value }, ['address'], 'JP')
  expect(after).toMatchObject({ ok: true, value: { address1: '1', city: 'Ottawa', country: 'Japan', province: null } })
})
