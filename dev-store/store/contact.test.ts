import { expect, test } from 'vitest'
import { isEmail, isLocale, looseAddressPhone, normaliseEmail, normalisePhone } from './contact.ts'

test.each([
  ['Hermes-nor mal@Example.com ', 'hermes-normal@example.com'],
  ['　日本@example.com', '日本@example.com'],
])('the e-mail address %j is kept as %j', (written, kept) => {
  expect(normaliseEmail(written)).toBe(kept)
})

test.each([
  'a@example.com',
  'héllo@example.com',
  '日本@example.com',
  'a.b+c@sub.example.co.jp',
  'taro..x.@docomo.ne.jp',
  'x@xn--eckwd4c7c.xn--zckzah',
])('%j is an e-mail address', (text) => expect(isEmail(text)).toBe(true))

test.each(['foo@', '@bar.com', 'foo@bar', 'foo@@bar.com', 'foo@bar..com', 'foo@-bar.com', 'a b@example.com', 'foo', 'a<b@example.com'])(
  '%j is no e-mail address',
  (text) => expect(isEmail(text)).toBe(false),
)

test.each([
  ['090-1234-5678', 'JP', '+819012345678'],
  ['+1 (613) 450-4538', 'JP', '+16134504538'],
  ['(202) 555-1285', 'US', '+12025551285'],
])('the phone number %s in %s is %s', (written, country, kept) => {
  expect(normalisePhone(written, country)).toBe(kept)
})

test.each(['not a phone', '12', '+', '+1'])('%j is no phone number of a customer', (text) => {
  expect(normalisePhone(text, 'US')).toBeUndefined()
})

test('an address keeps what cannot be read as a phone number, and does not ask whether a number can exist', () => {
  expect(looseAddressPhone('not a phone', 'CA')).toBe('not a phone')
  expect(looseAddressPhone('450-4538', 'CA')).toBe('+14504538')
})

test('languages are known ones', () => {
  expect(['ja', 'en', 'zh-TW', 'zh-Hant', 'pt-BR'].map(isLocale)).toEqual([true, true, true, true, true])
  expect(['', 'xx', 'not a locale', 'JA', 'en_US'].map(isLocale)).toEqual([false, false, false, false, false])
})
