import { expect, test } from 'vitest'
import { LABEL_KEYS, PRESETS } from '../kyc/tags.ts'
import { NOTICE_CHARACTERS_MAX, readSettingsForm } from './settings-form.ts'

function form(fields: Record<string, string>): FormData {
  const data = new FormData()
  for (const [name, value] of Object.entries(fields)) data.set(name, value)
  return data
}

test('A03 recipients are read however they are typed, once each, and switches that are off are off', () => {
  const fields = { section: 'notices', to: ' a@example.com, b@example.com\n\na@example.com、c@example.com', submitted: 'on' }
  expect(readSettingsForm(form(fields))).toEqual({
    ok: true,
    value: { section: 'notices', notices: { to: ['a@example.com', 'b@example.com', 'c@example.com'], registered: false, submitted: true } },
  })
})

test.each([
  [{}, []],
  [{ 'law.hanshu': 'on' }, ['hanshu']],
  [{ 'law.hanshu': 'on', 'law.kobutsu': 'on', 'law.other': 'on' }, ['kobutsu', 'hanshu']],
])('F03 the laws that apply are read one by one: %j', (fields, laws) => {
  expect(readSettingsForm(form({ section: 'holds', ...fields }))).toEqual({ ok: true, value: { section: 'holds', laws } })
})

test('E01 the cool-down of accounts is read in whole hours, at most two weeks', () => {
  const read = (coolDownHours: string) => readSettingsForm(form({ section: 'payout', coolDownHours }))
  expect(read(' ７２ ')).toEqual({ ok: true, value: { section: 'payout', coolDownHours: 72 } })
  expect([read('0').ok, read('336').ok]).toEqual([true, true])
  for (const wrong of ['', '337', '-1', '1.5', 'a'])
    expect(read(wrong), wrong).toMatchObject({ ok: false, refusal: { fields: { coolDownHours: 'invalid' } } })
})

test('the second pair of eyes is read as chosen', () => {
  expect(readSettingsForm(form({ section: 'second', second: 'corporations', byHand: 'request' }))).toEqual({
    ok: true,
    value: { section: 'second', second: 'corporations', byHand: 'request' },
  })
})

test('table C 3: the methods of a store are read by name and party, in the order of the table, and what the table has not is dropped', () => {
  const fields = {
    ...{ 'individual.hanshu-jpki': 'on', 'individual.kobutsu-copy-mail-account': 'on', 'individual.kobutsu-fax': 'on' },
    ...{ 'corporation.kobutsu-seal': 'on', 'corporation.hanshu-jpki': 'on', ageMin: '20' },
  }
  expect(readSettingsForm(form({ section: 'methods', ...fields }))).toEqual({
    ok: true,
    value: {
      section: 'methods',
      methods: { individual: ['kobutsu-copy-mail-account', 'hanshu-jpki'], corporation: ['kobutsu-seal'] },
      ageMin: 20,
    },
  })
})

test('labels are read by key', () => {
  expect(readSettingsForm(form({ section: 'labels', ...PRESETS.en, opened: ' ① Open ' }))).toEqual({
    ok: true,
    value: { section: 'labels', wording: { ...PRESETS.en, opened: '① Open' } },
  })
  expect(LABEL_KEYS).toHaveLength(7)
})

test.each([
  [{ section: 'notices', to: 'a@example.com nope' }, { to: 'nope' }],
  [{ section: 'notices', to: Array.from({ length: 21 }, (_, i) => `s${i}@example.com`).join(' ') }, { to: 'too-many' }],
  [{ section: 'language', language: 'fr' }, { language: 'unknown' }],
  [{ section: 'by-hand', removal: 'sometimes', addition: 'never' }, { removal: 'unknown' }],
  [{ section: 'by-hand', removal: 'never', addition: 'always' }, { addition: 'unknown' }],
  [{ section: 'second', second: 'sometimes', byHand: 'counts' }, { second: 'unknown' }],
  [{ section: 'second', second: 'all', byHand: 'maybe' }, { byHand: 'unknown' }],
  [{ section: 'methods', 'individual.manual-person': 'on', ageMin: '18' }, { corporation: 'required' }],
  [{ section: 'methods', 'corporation.manual-company': 'on', ageMin: '18' }, { individual: 'required' }],
  [{ section: 'methods', 'individual.manual-person': 'on', 'corporation.manual-company': 'on', ageMin: '16' }, { ageMin: 'unknown' }],
  [{ section: 'notice', language: 'ja', text: ' \n ' }, { text: 'empty' }],
  [{ section: 'notice', language: 'ja', text: 'あ'.repeat(NOTICE_CHARACTERS_MAX + 1) }, { text: 'too-long' }],
  [{ section: 'role', member: '1', role: 'king' }, { role: 'unknown' }],
  [{ section: 'role', member: '1; drop', role: 'owner' }, { role: 'unknown' }],
  [{ section: 'everything' }, { section: 'unknown' }],
])('%j is refused', (fields, faults) => {
  expect(readSettingsForm(form(fields as unknown as Record<string, string>))).toEqual({
    ok: false,
    refusal: { code: 'bad-input', fields: faults },
  })
})
