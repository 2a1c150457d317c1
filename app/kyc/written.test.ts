import { expect, test } from 'vitest'
import { addressLines, type StoredAddress, writtenPhone } from './written.ts'

const NOWHERE: StoredAddress = {
  countryCodeV2: null,
  zip: null,
  province: null,
  provinceCode: null,
  city: null,
  address1: null,
  address2: null,
  country: null,
}

test('C11 a Japanese address reads as on an ID: post code, prefecture in kanji, no gaps', () => {
  const tokyo = {
    countryCodeV2: 'JP',
    zip: '154-0024',
    province: 'Tōkyō',
    provinceCode: 'JP-13',
    city: '世田谷区',
    address1: '三軒茶屋1-2-3',
    address2: 'コーポ関 201',
    country: 'Japan',
  }
  expect(addressLines(tokyo)).toEqual(['〒154-0024', '東京都世田谷区三軒茶屋1-2-3', 'コーポ関 201'])
  expect(addressLines({ ...tokyo, provinceCode: null, address2: '' })).toEqual(['〒154-0024', 'Tōkyō世田谷区三軒茶屋1-2-3'])
})

test('C11 addresses of other countries keep the order of their country', () => {
  expect(addressLines({ ...NOWHERE, countryCodeV2: 'TW', zip: '106', country: 'Taiwan', city: '臺北市', address1: '信義路1號' })).toEqual([
    '106 Taiwan',
    '臺北市信義路1號',
  ])
  expect(addressLines({ ...NOWHERE, countryCodeV2: 'DE', zip: '10115', city: 'Berlin', address1: 'Weg 1', country: 'Germany' })).toEqual([
    'Weg 1',
    '10115 Berlin',
    'Germany',
  ])
  expect(addressLines(NOWHERE)).toEqual([])
})

test.each([
  ['+819012345678', '090-1234-5678'],
  ['+886912345678', '+886 912 345 678'],
  ['call me', 'call me'],
])('C11 %s is written %s', (phone, written) => {
  expect(writtenPhone(phone)).toBe(written)
})
