import { expect, test } from 'vitest'
import { type Act, actsOf, may, ROLES, type Role, roleOf } from './roles.ts'

/** Drawn by hand from docs/roles.md, not from the code. o: may; a dot: may not. */
const TABLE: readonly (readonly [Act, string])[] = [
  //                       owner senior reviewer service viewer analyst nobody
  ['see-figures', '         o     o      o        o       o      o       . '],
  ['see-cases', '           o     o      o        o       o      .       . '],
  ['contact', '             o     o      o        o       .      .       . '],
  ['freeze', '              o     o      o        o       .      .       . '],
  ['see-documents', '       o     o      o        .       .      .       . '],
  ['decide', '              o     o      o        .       .      .       . '],
  ['decide-corporations', ' o     o      .        .       .      .       . '],
  ['second-approval', '     o     o      .        .       .      .       . '],
  ['refuse', '              o     o      .        .       .      .       . '],
  ['take-claims', '         o     o      .        .       .      .       . '],
  ['see-ledger', '          o     o      .        .       .      .       . '],
  ['see-settings', '        o     o      .        .       .      .       . '],
  ['see-audit', '           o     .      .        .       .      o       . '],
  ['settings', '            o     .      .        .       .      .       . '],
  ['grant-roles', '         o     .      .        .       .      .       . '],
  ['take-over', '           o     .      .        .       .      .       . '],
  ['unseal', '              o     .      .        .       .      .       . '],
]
const COLUMNS: readonly Role[] = ['owner', 'senior-reviewer', 'reviewer', 'customer-service', 'viewer', 'analyst', 'nobody']

test.each(TABLE)('%s is for whom the table says', (act, row) => {
  const drawn = row.trim().split(/\s+/)
  expect(COLUMNS.map((role) => (may(role, act) ? 'o' : '.'))).toEqual(drawn)
})

test('the table has a column for each role and a row for each act that any role may do', () => {
  expect([...COLUMNS].sort()).toEqual([...ROLES].sort())
  expect([...new Set(ROLES.flatMap(actsOf))].sort()).toEqual(TABLE.map(([act]) => act).sort())
})

test('a role that this version does not know may nothing', () => {
  expect(actsOf(roleOf('king'))).toEqual([])
  expect(roleOf('senior-reviewer')).toBe('senior-reviewer')
})
