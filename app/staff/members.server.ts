import { nameOf } from '../kyc/names.ts'
import { ok, type Result, refuse } from '../platform/result.ts'
import type { World } from '../platform/world.server.ts'
import { ROLES, type Role } from './roles.ts'

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
 * owner out. Everybody else starts as a viewer until an owner grants more.
 */
export async function greet(world: World, shop: string, user: AssociatedUser): Promise<StaffMember> {
  const id = BigInt(user.id)
  const name = nameOf({ firstName: user.first_name, lastName: user.last_name }) ?? ''
  const at = world.now()
  const role: Role = user.account_owner ? 'owner' : 'viewer'
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

/** Gives a member another role. An owner cannot take the last owner's role away. */
export async function grant(world: World, shop: string, by: StaffMember, to: bigint, role: Role): Promise<Result<null>> {
  return world.db.$transaction(async (tx) => {
    const owners = await tx.$queryRaw<{ staff_id: bigint }[]>`
      select staff_id from staff_members where shop_id = ${shop} and role = 'owner' for update`
    const last = owners.length === 1 && owners[0]?.staff_id === to && role !== 'owner'
    if (last) return refuse({ code: 'not-now', because: 'last-owner' } as const)
    const { count } = await tx.staffMember.updateMany({ where: { shopId: shop, staffId: to }, data: { role, grantedBy: by.id } })
    if (count === 0) return refuse({ code: 'not-found' } as const)
    await tx.auditEntry.create({
      data: {
        shopId: shop,
        at: world.now(),
        actor: 'staff',
        actorId: String(by.id),
        action: 'staff.grant',
        subject: `staff:${to}`,
        codes: { role },
      },
    })
    return ok(null)
  })
}

const roleOf = (value: string): Role => ROLES.find((role) => role === value) ?? 'viewer'
