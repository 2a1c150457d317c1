import { describe, expect, test } from 'vitest'
import { type Case, type CaseEvent, NEW_CASE } from './case.ts'
import { missingOf, step } from './machine.ts'

// The event table of the manual, drawn a second time by hand. Columns are where a case stands; `.` is a refusal, otherwise what it
// becomes: i/c = identity/corporate none - submitted s accepted a returned r, then V verified, F frozen, R refused, D denial pending.
const COLUMNS: Readonly<Record<string, Partial<Case>>> = {
  opened: {},
  handedIn: { party: 'individual', identity: 'submitted' },
  accepted: { party: 'individual', identity: 'accepted' },
  sentBack: { party: 'individual', identity: 'returned' },
  verified: { party: 'individual', identity: 'accepted', verified: true },
  renewal: { party: 'individual', identity: 'submitted', verified: true },
  frozen: { party: 'individual', identity: 'submitted', frozen: true },
  frozenVerified: { party: 'individual', identity: 'accepted', verified: true, frozen: true },
  refused: { party: 'individual', identity: 'returned', refused: true },
}

const draw = (of: Case): string =>
  `${of.party === 'corporation' ? `${letter(of.identity)}${letter(of.corporate)}` : letter(of.identity)}${of.verified ? 'V' : ''}${of.frozen ? 'F' : ''}${of.refused ? 'R' : ''}${of.denyPending ? 'D' : ''}`
const letter = (state: Case['identity']): string => ({ none: '-', submitted: 's', accepted: 'a', returned: 'r' })[state]

const EVENTS: Readonly<Record<string, CaseEvent>> = {
  submit: { type: 'submit', part: 'identity' },
  submitCorporate: { type: 'submit', part: 'corporate' },
  accept: { type: 'accept', part: 'identity' },
  return: { type: 'return', part: 'identity' },
  approveInApp: { type: 'approve', via: 'app' },
  approveByHand: { type: 'approve', via: 'hand' },
  revoke: { type: 'revoke' },
  refuse: { type: 'refuse' },
  reopen: { type: 'reopen' },
  freeze: { type: 'freeze' },
  thaw: { type: 'thaw' },
  expire: { type: 'expire', part: 'identity' },
  otherParty: { type: 'choose-party', party: 'corporation' },
}

const MANUAL: readonly (readonly [string, string])[] = [
  //                 opened handedIn accepted sentBack verified renewal frozen frozenVerified refused
  ['submit', '       s      s        s        s        sV       sV      sF     sVF            .  '],
  ['submitCorporate', '.    .        .        .        .        .       .      .              .  '],
  ['accept', '       .      a        .        .        .        aV      aF     .              .  '],
  ['return', '       .      rD       rD       .        rVD      rVD     rFD    rVFD           .  '],
  ['approveInApp', ' .      .        aV       .        aV       .       .      .              .  '],
  ['approveByHand', 'aV     aV       aV       aV       aV       aV      .      .              .  '],
  ['revoke', '       .      .        .        .        rD       rD      .      rFD            .  '],
  ['refuse', '       -RD    rRD      rRD      rRD      rRD      rRD     rFRD   rFRD           rRD'],
  ['reopen', '       .      .        .        .        .        .       .      .              rD '],
  ['freeze', '       -FD    sFD      aFD      rFD      aVFD     sVFD    sFD    aVFD           rFRD'],
  ['thaw', '         .      .        .        .        .        .       s      aV             .  '],
  ['expire', '       -D     -D       -D       -D       -D       -D      -FD    -FD            -RD'],
  ['otherParty', '   --     s-       a-       r-       r-D      r-D     s-F    r-FD           .  '],
]

const CELLS = MANUAL.flatMap(([event, row]) =>
  row
    .trim()
    .split(/\s+/)
    .map((cell, at) => [event, Object.keys(COLUMNS)[at] ?? '', cell] as const),
)

describe('the event table, cell by cell', () => {
  test('every cell is drawn', () => {
    expect(CELLS).toHaveLength(MANUAL.length * Object.keys(COLUMNS).length)
  })

  test.each(CELLS)('%s when %s: %s', (event, column, cell) => {
    const chosen = EVENTS[event]
    if (!chosen) throw new Error(event)
    const stepped = step({ ...NEW_CASE, ...COLUMNS[column], version: 7 }, chosen)
    expect(stepped.ok ? draw(stepped.value) : '.').toBe(cell)
  })
})

const corporation: Case = { ...NEW_CASE, party: 'corporation' }

test('B02 B04 a corporation hands in both parts, each on its own', () => {
  const submitted = step({ ...corporation, identity: 'accepted' }, { type: 'submit', part: 'corporate' })
  expect(submitted.ok && draw(submitted.value)).toBe('as')
})

test.each([
  ['submitted', 'accepted', ['identity']],
  ['accepted', 'none', ['corporate']],
  ['none', 'returned', ['identity', 'corporate']],
] as const)(
  'C17 a corporation with identity %s and company papers %s cannot be approved in the app: missing %s',
  (identity, corporate, missing) => {
    const approved = step({ ...corporation, identity, corporate }, { type: 'approve', via: 'app' })
    expect(approved).toEqual({ ok: false, refusal: { code: 'not-now', because: 'papers-missing', missing } })
  },
)

test('C17 a corporation with everything accepted is approved', () => {
  const approved = step({ ...corporation, identity: 'accepted', corporate: 'accepted' }, { type: 'approve', via: 'app' })
  expect(approved.ok && draw(approved.value)).toBe('aaV')
})

test('A07 whoever has chosen neither individual nor corporation is not approved in the app', () => {
  const approved = step({ ...NEW_CASE, identity: 'accepted' }, { type: 'approve', via: 'app' })
  expect(approved).toEqual({ ok: false, refusal: { code: 'not-now', because: 'papers-missing', missing: ['party'] } })
})

test('A07 choosing the party that is chosen already changes nothing, not even for the verified', () => {
  const verified: Case = { ...NEW_CASE, party: 'individual', identity: 'accepted', verified: true }
  expect(step(verified, { type: 'choose-party', party: 'individual' })).toEqual({ ok: true, value: verified })
})

test('a corporate part left from an earlier choice does not come back accepted after a revoke', () => {
  const verified: Case = { ...NEW_CASE, party: 'individual', identity: 'accepted', corporate: 'accepted', verified: true }
  const changed = step(verified, { type: 'choose-party', party: 'corporation' })
  expect(changed.ok && draw(changed.value)).toBe('rrD')
})

test('X1 an approval by hand is explicit: it accepts every part, submitted or not, and lifts a pending denial', () => {
  const approved = step({ ...corporation, denyPending: true }, { type: 'approve', via: 'hand' })
  expect(approved.ok && draw(approved.value)).toBe('aaV')
})

test('C18 F05 freezing and thawing change nothing else, and thawing does not confirm a denial', () => {
  const verified: Case = { ...corporation, identity: 'accepted', corporate: 'submitted', verified: true, payout: true }
  const frozen = step(verified, { type: 'freeze' })
  expect(frozen).toEqual({ ok: true, value: { ...verified, frozen: true, denyPending: true, version: 1 } })
  const thawed = frozen.ok && step(frozen.value, { type: 'thaw' })
  expect(thawed).toEqual({ ok: true, value: { ...verified, denyPending: true, version: 2 } })
})

test('E01 payout is noted and cleared always, and touches nothing else', () => {
  const refused: Case = { ...NEW_CASE, refused: true }
  expect(step(refused, { type: 'note-payout' })).toEqual({ ok: true, value: { ...refused, payout: true, version: 1 } })
  expect(step({ ...refused, payout: true }, { type: 'clear-payout' })).toEqual({ ok: true, value: { ...refused, version: 1 } })
})

test('what changes nothing keeps the version and the object', () => {
  const of: Case = { ...NEW_CASE, identity: 'submitted', version: 4 }
  const again = step(of, { type: 'submit', part: 'identity' })
  expect(again.ok && again.value).toBe(of)
})

test('a denial said again is a new version: a cycle that has read before it must begin again', () => {
  const frozen: Case = { ...NEW_CASE, frozen: true, denyPending: true, version: 4 }
  expect(step(frozen, { type: 'freeze' })).toEqual({ ok: true, value: { ...frozen, version: 5 } })
})

test('B05 what is missing names party and parts', () => {
  expect(missingOf(NEW_CASE, 'submitted')).toEqual(['party', 'identity'])
  expect(missingOf({ ...corporation, identity: 'submitted' }, 'submitted')).toEqual(['corporate'])
  expect(missingOf({ ...corporation, identity: 'submitted' }, 'accepted')).toEqual(['identity', 'corporate'])
})
