/** Who may do what in the app: least by default. */
export type Role = 'owner' | 'reviewer' | 'viewer'

export const ROLES: readonly Role[] = ['owner', 'reviewer', 'viewer']

/** Acts that need a right. Looking at the queue needs none beyond being staff of the shop. */
export type Act = 'see-documents' | 'decide' | 'settings' | 'grant-roles' | 'take-over' | 'unseal'

const MAY: Record<Role, readonly Act[]> = {
  owner: ['see-documents', 'decide', 'settings', 'grant-roles', 'take-over', 'unseal'],
  reviewer: ['see-documents', 'decide'],
  viewer: [],
}

/** Whether a role may do an act. */
export const may = (role: Role, act: Act): boolean => MAY[role].includes(act)
