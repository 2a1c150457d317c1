import type { World } from '../platform/world.server.ts'
import type { StaffMember } from '../staff/members.server.ts'
import { may } from '../staff/roles.ts'
import type { Party } from './case.ts'
import { changedFields, type IdentityField } from './changes.ts'
import type { Who } from './expiries.server.ts'
import type { Person } from './people.server.ts'
import { profileOf } from './submission.server.ts'
import { openValues } from './verified-values.server.ts'
import { addressLines } from './written.ts'

/** What was approved, of each thing that is not so any more: lines of text, none where there was nothing. */
export interface VerifiedThen {
  readonly at: Date
  readonly values: Readonly<Partial<Record<IdentityField, readonly string[]>>>
}

/**
 * What a customer was approved as, where today's entries differ beyond the way of writing (decision 16); null when they do not, when nothing
 * was approved, when the store does not tell all of today's, and for members who may not see papers.
 */
export async function verifiedThen(
  world: World,
  who: Who,
  party: Party,
  by: StaffMember,
  person: Promise<Person | 'unread' | 'gone'>,
): Promise<VerifiedThen | null> {
  if (!may(by.role, 'see-documents')) return null
  const id = { shopId_customerId: { shopId: who.shop, customerId: who.customer } }
  const [row, profile, today] = await Promise.all([world.db.kycVerifiedValues.findUnique({ where: id }), profileOf(world, who), person])
  if (!row || typeof today !== 'object' || today.native === null) return null
  const { approved } = await openValues(world, who, row.sealed)
  const changed = changedFields(approved, { ...today.native, birthDate: profile?.birthDate ?? '' }, party)
  if (changed.length === 0) return null
  const [countryCodeV2 = null, provinceCode = null, zip = null, city = null, address1 = null, address2 = null] = approved.address
  const address = { countryCodeV2, provinceCode, province: provinceCode, zip, city, address1, address2, country: countryCodeV2 }
  const said = (field: IdentityField) =>
    field === 'address' ? addressLines(address) : [approved[field]].filter((text) => text.trim() !== '')
  return { at: row.takenAt, values: Object.fromEntries(changed.map((field) => [field, said(field)])) }
}
