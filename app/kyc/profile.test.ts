import { expect, test } from 'vitest'
import { adminIntrospection } from '../../scripts/schema.ts'
import { faultsOf } from './address-errors.ts'
import { countriesIn, isCountry } from './countries.ts'
import { readProfile } from './profile.ts'
import { EMPTY_PROFILE, type ProfileForm, profileFormOf } from './profile-form.ts'

const TODAY = '2026-11-22'
const FORM: ProfileForm = {
  ...EMPTY_PROFILE,
  zip: '１００−０００１',
  province: 'JP-13',
  city: '千代田区',
  address1: '千代田1-1',
  address2: '関所ビル2階',
  phone: '090-1234-5678',
  occupation: '会社員',
  birthDate: '1990-04-01',
}

const read = (change: Partial<ProfileForm>, party: 'individual' | 'corporation' = 'individual') =>
  readProfile({ ...FORM, ...change }, party, TODAY)

test('A06 A08 a Japanese address, a phone and a birth date in the shapes that Shopify and we keep', () => {
  expect(read({})).toEqual({
    profile: {
      address: {
        company: null,
        zip: '100-0001',
        provinceCode: 'JP-13',
        city: '千代田区',
        address1: '千代田1-1',
        address2: '関所ビル2階',
        countryCode: 'JP',
        phone: '+819012345678',
      },
      sealed: { birthDate: '1990-04-01', occupation: '会社員' },
    },
  })
})

test.each([
  ['no post code', { zip: '' }, { zip: 'required' }],
  ['a short post code', { zip: '100-000' }, { zip: 'invalid' }],
  ['no prefecture', { province: '' }, { province: 'required' }],
  ['a prefecture by name', { province: '東京都' }, { province: 'invalid' }],
  ['no city', { city: '  ' }, { city: 'required' }],
  ['no street', { address1: '' }, { address1: 'required' }],
  ['a line that Shopify would cut', { address2: 'あ'.repeat(256) }, { address2: 'too-long' }],
  ['a phone that is none', { phone: '12' }, { phone: 'invalid' }],
  ['no occupation', { occupation: '' }, { occupation: 'required' }],
  ['no birth date', { birthDate: '' }, { birthDate: 'required' }],
  ['a day that does not exist', { birthDate: '1990-02-30' }, { birthDate: 'invalid' }],
  ['a birth date to come', { birthDate: '2026-11-23' }, { birthDate: 'in-future' }],
  ['a birth date of another century', { birthDate: '1880-01-01' }, { birthDate: 'invalid' }],
  ['a country that is none', { country: 'XX' }, { country: 'invalid' }],
  ['a My Number for an occupation (B-1)', { occupation: '会社員 1234-5678-9018' }, { occupation: 'my-number' }],
  ['a My Number for a house (B-1)', { address2: '１２３４５６７８９０１８' }, { address2: 'my-number' }],
  ['a My Number for a phone (B-1)', { phone: '1234-5678-9018' }, { phone: 'invalid' }],
  ['several at once', { zip: '', city: '' }, { zip: 'required', city: 'required' }],
] as const)('A06 %s is said at its field', (_, change, faults) => {
  expect(read(change)).toEqual({ faults })
})

test('A06 a phone is optional, and buildings too', () => {
  expect(read({ phone: '', address2: '' }).profile?.address).toMatchObject({ phone: null, address2: '' })
})

test('A06 elsewhere post code and region are free', () => {
  const there = read({ country: 'HK', zip: '', province: '', city: '九龍', phone: '+852 2345 6789' })
  expect(there.profile?.address).toMatchObject({ countryCode: 'HK', zip: '', phone: '+85223456789' })
  expect(there.profile?.address).not.toHaveProperty('provinceCode')
  expect(read({ country: 'US', province: 'California', zip: '94103', phone: '' }).profile?.address).toMatchObject({
    province: 'California',
  })
})

test('A07 a corporation has a name', () => {
  expect(read({}, 'corporation')).toEqual({ faults: { company: 'required' } })
  expect(read({ company: '関所商事株式会社' }, 'corporation').profile?.address.company).toBe('関所商事株式会社')
})

test.each([
  ['Zip cannot contain URL', ['address', 'zip'], { zip: 'holds-url' }],
  ['City cannot contain HTML tags', ['address', 'city'], { city: 'holds-html' }],
  ['Address1 cannot contain emojis', ['address', 'address1'], { address1: 'holds-emoji' }],
  ['Address1 is too long (maximum is 255 characters)', ['address', 'address1'], { address1: 'too-long' }],
  ['Province is invalid', ['address', 'province'], { province: 'invalid' }],
  ['Country is invalid', ['address', 'country'], { country: 'invalid' }],
  ['Customer address cannot be blank.', ['address'], { address1: 'required' }],
  ['Phone has already been taken', ['address', 'phone'], { phone: 'taken' }],
  ['Something new', null, { address1: 'not-taken' }],
])('A08 Shopify says "%s" and the customer finds it at the field', (message, field, faults) => {
  expect(faultsOf([{ field, message }])).toEqual(faults)
})

test('every country that can be chosen is one of Shopify’s, and Japan stands first', () => {
  const type = adminIntrospection().__schema.types.find(({ name }) => name === 'CountryCode')
  const known = type?.kind === 'ENUM' ? type.enumValues.map(({ name }) => name) : []
  const offered = countriesIn('ja').map(({ code }) => code)
  expect(offered.filter((code) => !known.includes(code))).toEqual([])
  expect(new Set(offered).size).toBe(offered.length)
  expect(countriesIn('ja')[0]).toEqual({ code: 'JP', name: '日本' })
  expect(isCountry('J')).toBe(false)
  expect(isCountry('P K')).toBe(false)
})

test('a form is read from whatever was sent', () => {
  expect(profileFormOf((field) => (field === 'city' ? 'X' : field === 'zip' ? 5 : undefined))).toMatchObject({ city: 'X', zip: '' })
})
