/** A column of which every value is sealed with the shop's key, and what each seal is bound to: the shop, a word, and columns of its row. */
export interface SealedColumn {
  readonly table: string
  readonly column: string
  /** What tells a row from the others of its shop, with the types. */
  readonly row: Readonly<Record<string, 'text' | 'bigint'>>
  readonly about: readonly [word: string, ...columns: string[]]
  /** Values from an earlier version were bound to the first so many of these columns; a change of the key binds them to all. */
  readonly boundBefore?: number
}

const customer = { customer_id: 'bigint' } as const
const id = { id: 'text' } as const

/**
 * Every sealed column there is: what a change of the shop's key seals anew. A column that is missing here would keep the former key alive for
 * ever; a test finds it (rotation.db.test.ts). A new one also needs the trigger `sealed_with_a_living_key` in its migration.
 */
export const SEALED_COLUMNS: readonly SealedColumn[] = [
  { table: 'lookup_keys', column: 'sealed', row: { purpose: 'text' }, about: ['lookup-key', 'purpose'] },
  { table: 'documents', column: 'wrapped_key', row: id, about: ['document-key', 'id'] },
  { table: 'kyc_profiles', column: 'sealed', row: customer, about: ['kyc-profile', 'customer_id'] },
  { table: 'kyc_events', column: 'sealed', row: { id: 'bigint' }, about: ['kyc-event', 'customer_id', 'id'], boundBefore: 1 },
  { table: 'kyc_legs', column: 'sealed', row: { ...customer, leg: 'text' }, about: ['kyc-leg', 'customer_id', 'leg'] },
  { table: 'kyc_readings', column: 'sealed', row: { ...customer, part: 'text' }, about: ['kyc-reading', 'customer_id', 'part'] },
  { table: 'payout_accounts', column: 'sealed', row: id, about: ['payout-account', 'id'] },
  { table: 'kyc_verified_values', column: 'sealed', row: customer, about: ['kyc-verified-values', 'customer_id'] },
  { table: 'kyc_watches', column: 'sealed', row: customer, about: ['kyc-watch', 'customer_id'] },
  { table: 'ledger_entries', column: 'sealed', row: { number: 'bigint' }, about: ['ledger-entry', 'number'] },
  { table: 'held_records', column: 'sealed', row: id, about: ['held-record', 'id'] },
]
