import { noteDeed } from '../audit/note.server.ts'
import { nameOf } from '../kyc/names.ts'
import { ok, type Result, refuse } from '../platform/result.ts'
import type { World } from '../platform/world.server.ts'
import { may, ROLES, type Role, roleOf } from './roles.ts'

export interface StaffMember {
  readonly id: bigint
  readonly name: string
  readonly role: Role
}

/** A member of staff as Shopify's online token names him. */
export interface AssociatedUser {
  readonly id: number
  readonly first_name: string
  readonly last_name: string
  readonly account_owner: boolean
}

/**
 * The member behind an online token, noted on the first visit. The store's account owner is an owner here, always: nobody can lock the
 * owner out. Everybody else is nobody until an owner grants more.
 */
export async function greet(world: World, shop: string, user: AssociatedUser): Promise<StaffMember> {
  const id = BigInt(user.id)
  const name = nameOf({ firstName: user.first_name, lastName: user.last_name }) ?? ''
  const at = world.now()
  const role: Role = user.account_owner ? 'owner' : 'nobody'
  const row = await world.db.staffMember.upsert({
    where: { shopId_staffId: { shopId: shop, staffId: id } },
    create: { shopId: shop, staffId: id, role, name, seenAt: at },
    update: { name, seenAt: at, ...(user.account_owner ? { role: 'owner' } : {}) },
  })
  return { id, name, role: roleOf(row.role) }
}

/** Everybody who has opened the app in this shop, owners first. */
export async function staffOf(world: World, shop: string): Promise<(StaffMember & { readonly seenAt: Date })[]> {
  const rows = await world.db.staffMember.findMany({ where: { shopId: shop }, orderBy: { seenAt: 'desc' } })
  const members = rows.map((row) => ({ id: row.staffId, name: row.name ?? '', role: roleOf(row.role), seenAt: row.seenAt }))
  return members.sort((a, b) => ROLES.indexOf(a.role) - ROLES.indexOf(b.role))
}

/** Gives a member another role, on record with the one before. An owner cannot take the last owner's role away. */
export async function grant(world: World, shop: string, by: StaffMember, to: bigint, role: Role): Promise<Result<null>> {
  if (!may(by.role, 'grant-roles')) return refuse({ code: 'not-allowed', needs: 'grant-roles' })
  return world.db.$transaction(async (tx) => {
    const owners = await tx.$queryRaw<{ staff_id: bigint }[]>`
      select staff_id from staff_members where shop_id = ${shop} and role = 'owner' for update`
    const last = owners.length === 1 && owners[0]?.staff_id === to && role !== 'owner'
    if (last) return refuse({ code: 'not-now', because: 'last-owner' } as const)
    const where = { shopId_staffId: { shopId: shop, staffId: to } }
    const before = await tx.staffMember.findUnique({ where, select: { role: true } })
    if (!before) return refuse({ code: 'not-found' } as const)
    await tx.staffMember.update({ where, data: { role, grantedBy: by.id } })
    await noteDeed(world, tx, shop, by, { action: 'staff.grant', subject: `staff:${to}`, codes: { from: before.role, to: role } })
    return ok(null)
  })
}
