import { expect, test } from 'vitest'
import { type Case, NEW_CASE } from '../../kyc/case.ts'
import { step } from '../../kyc/machine.ts'
import { badgesOf, partWord } from './badges.tsx'

const person: Case = { ...NEW_CASE, party: 'individual' }
const company: Case = { ...NEW_CASE, party: 'corporation' }

test.each<[Case, string]>([
  [NEW_CASE, 'unverified'],
  [{ ...person, identity: 'submitted' }, 'waiting'],
  [{ ...person, identity: 'accepted' }, 'ready'],
  [{ ...company, identity: 'submitted' }, 'waiting incomplete'],
  [{ ...company, identity: 'returned', corporate: 'submitted' }, 'waiting returned incomplete'],
  [{ ...person, identity: 'returned' }, 'returned'],
  [{ ...person, identity: 'accepted', verified: true }, 'verified'],
  [{ ...person, identity: 'submitted', verified: true }, 'verified renewal'],
  [{ ...person, identity: 'accepted', verified: true, frozen: true }, 'frozen verified'],
  [{ ...NEW_CASE, frozen: true }, 'frozen unverified'],
  [{ ...person, identity: 'returned', refused: true }, 'refused'],
])('%j is called %s', (of, badges) => {
  expect(badgesOf(of).join(' ')).toBe(badges)
})

test('somebody who was refused without ever handing anything in is not called sent back', () => {
  const refused = step(person, { type: 'refuse' })
  if (!refused.ok) throw new Error('refused')
  expect(badgesOf(refused.value)).toEqual(['refused'])
  expect(partWord(refused.value, 'identity')).toBeNull()
  expect(partWord({ ...person, identity: 'returned' }, 'identity')).toBe('returned')
})
