import { expect, test } from 'vitest'
import { readPanelForm } from './panel-form.ts'

const form = (fields: Record<string, string>) => {
  const data = new FormData()
  for (const [name, value] of Object.entries(fields)) data.set(name, value)
  return readPanelForm(data, '2026-11-23')
}
const leg = (fields: Record<string, string>) => form({ act: 'leg', leg: 'mail', record: 'sent', tracking: '123-45-67890-1', ...fields })

test('table C 3: mail that was posted has a tracking number and a day; today unless told', () => {
  const entry = { leg: 'mail', record: 'sent', happenedOn: '2026-11-23', tracking: '123-45-67890-1' }
  expect(leg({})).toEqual({ ok: true, value: { act: 'leg', entry } })
  expect(leg({ happenedOn: '令和8年11月20日' })).toEqual({ ok: true, value: { act: 'leg', entry: { ...entry, happenedOn: '2026-11-20' } } })
  expect(leg({ record: 'arrived', tracking: 'x' })).toEqual({
    ok: true,
    value: { act: 'leg', entry: { ...entry, record: 'arrived', tracking: '' } },
  })
})

test.each([
  [{ leg: 'fax' }, { leg: 'unknown' }],
  [{ record: 'lost' }, { leg: 'unknown' }],
  [{ tracking: '' }, { tracking: 'required' }],
  [{ tracking: '1'.repeat(41) }, { tracking: 'too-long' }],
  [{ happenedOn: '2026-11-24' }, { happenedOn: 'in-future' }],
  [{ happenedOn: 'yesterday' }, { happenedOn: 'invalid' }],
])('table C 3: %j is refused', (fields, faults) => {
  expect(leg(fields)).toEqual({ ok: false, refusal: { code: 'bad-input', fields: faults } })
})

test('B-1: a My Number is no tracking number, unless it is one of the post’s own twelve digits where something was posted', () => {
  // 12345678901 leaves 6 by seven: no parcel.
  expect(leg({ tracking: '1234-5678-9018' })).toEqual({ ok: false, refusal: { code: 'bad-input', fields: { tracking: 'my-number' } } })
  // Twelve digits of which the last is both the rest by seven and a My Number's check digit.
  const both = Array.from({ length: 3000 }, (_, n) => String(10000000000 + n)).map((each) => `${each}${Number(each) % 7}`)
  const accepted = both.filter((tracking) => leg({ tracking }).ok)
  expect(accepted.length).toBe(both.length)
  expect(both.some((tracking) => !leg({ record: 'arrived', tracking }).ok)).toBe(true)
})

test.each([
  [{ act: 'read', part: 'identity', kind: 'fax' }, { kind: 'unknown' }],
  [{ act: 'read', part: 'face', kind: 'passport' }, { part: 'unknown' }],
  [{ act: 'approve' }, { part: 'unknown' }],
  [
    { act: 'read', part: 'identity', kind: 'passport', birthDate: 'x', name: '1234-5678-9018' },
    { birthDate: 'invalid', name: 'my-number' },
  ],
])('C13 %j is refused', (fields, faults) => {
  expect(form(fields as Record<string, string>)).toEqual({ ok: false, refusal: { code: 'bad-input', fields: faults } })
})

test('C13 what stands on a paper is read as it is typed, era and width', () => {
  const fields = {
    act: 'read',
    part: 'identity',
    kind: 'driving-licence',
    number: '３０９０-１２３４-５６２０',
    expiresOn: '令和11年5月2日',
    addressSeen: 'right',
  }
  expect(form(fields)).toMatchObject({
    ok: true,
    value: { act: 'read', reading: { number: '309012345620', expiresOn: '2029-05-02', mrz: '', addressSeen: 'right' } },
  })
})
