/** What the list of the audit log can be narrowed to: how the actions of a group begin. */
export const GROUPS = {
  documents: ['document.'],
  decisions: ['kyc.', 'task.', 'order.'],
  settings: ['settings.', 'customers.take-over'],
  roles: ['staff.'],
  law: ['held.', 'ledger.', 'customers/', 'shop/'],
  operation: ['mail.', 'failures.', 'keys.', 'audit.', 'app.'],
} as const satisfies Readonly<Record<string, readonly string[]>>

export type Group = keyof typeof GROUPS

/** What somebody asks of the log; everything else is left out. */
export interface LogAsk {
  readonly member: string | null
  readonly customer: string | null
  readonly group: Group | null
  /** Keyset: rows older than this one, or newer. */
  readonly before: bigint | null
  readonly after: bigint | null
}

const isGroup = (value: string | null): value is Group => value !== null && Object.hasOwn(GROUPS, value)

const digits = (value: string | null): string | null => (value !== null && /^\d{1,18}$/.test(value.trim()) ? value.trim() : null)

const idIn = (value: string | null): bigint | null => {
  const text = digits(value)
  return text === null ? null : BigInt(text)
}

/** Reads the address of the list; what is none of ours is as if it had not been said. */
export function readLogAsk(search: URLSearchParams): LogAsk {
  const group = search.get('group')
  return {
    member: digits(search.get('member')),
    customer: digits(search.get('customer')),
    group: isGroup(group) ? group : null,
    before: idIn(search.get('before')),
    after: idIn(search.get('after')),
  }
}

/** The address of a list; `at` is where it goes on. */
export function logAddress(
  { member, customer, group }: Omit<LogAsk, 'before' | 'after'>,
  at: Readonly<Record<string, string>> = {},
): string {
  const chosen = Object.entries({ member, customer, group, ...at }).filter(([, value]) => value !== null && value !== '')
  const search = new URLSearchParams(chosen as [string, string][]).toString()
  return search === '' ? '/app/audit' : `/app/audit?${search}`
}
