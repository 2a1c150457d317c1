/** Who may do what in the app. Whoever opens it for the first time is `nobody`, until an owner grants more. */
export type Role = 'owner' | 'senior-reviewer' | 'reviewer' | 'customer-service' | 'viewer' | 'analyst' | 'nobody'

export const ROLES: readonly Role[] = ['owner', 'senior-reviewer', 'reviewer', 'customer-service', 'viewer', 'analyst', 'nobody']

/** Everything in the app that needs a right. */
export type Act =
  /** The queue, cases without papers and birth dates, tasks: customers by name. */
  | 'see-cases'
  /** Papers, birth date and occupation, notes among staff. */
  | 'see-documents'
  /** Accept and return papers, approve individuals, revoke, thaw. */
  | 'decide'
  /** Approve corporations. */
  | 'decide-corporations'
  /** Confirm an approval that another member has proposed. */
  | 'second-approval'
  /** The final no, and its undoing. */
  | 'refuse'
  /** Stop somebody's orders at once: it raises no trust, so many may. */
  | 'freeze'
  /** Write to customers. */
  | 'contact'
  /** Take a case away from who works on it. */
  | 'take-claims'
  /** Figures without names. */
  | 'see-figures'
  /** The audit log: ids and codes. */
  | 'see-audit'
  /** The ledger of second-hand trade: to look, print and export. */
  | 'see-ledger'
  | 'see-settings'
  | 'settings'
  | 'grant-roles'
  | 'take-over'
  | 'unseal'

const VIEWER: readonly Act[] = ['see-figures', 'see-cases']
const SERVICE: readonly Act[] = [...VIEWER, 'contact', 'freeze']
const REVIEWER: readonly Act[] = [...SERVICE, 'see-documents', 'decide']
const SENIOR: readonly Act[] = [
  ...REVIEWER,
  'decide-corporations',
  'second-approval',
  'refuse',
  'take-claims',
  'see-ledger',
  'see-settings',
]

/** The acts of each role; roles.test.ts draws the table a second time. */
const MAY: Readonly<Record<Role, readonly Act[]>> = {
  owner: [...SENIOR, 'see-audit', 'settings', 'grant-roles', 'take-over', 'unseal'],
  'senior-reviewer': SENIOR,
  reviewer: REVIEWER,
  'customer-service': SERVICE,
  viewer: VIEWER,
  analyst: ['see-figures', 'see-audit'],
  nobody: [],
}

/** Whether a role may do an act. */
export const may = (role: Role, act: Act): boolean => MAY[role].includes(act)

/** Everything that a role may do. */
export const actsOf = (role: Role): readonly Act[] => MAY[role]

/** The role in a row; whatever this version does not know may nothing. */
export const roleOf = (value: string): Role => ROLES.find((role) => role === value) ?? 'nobody'
