import { type Language, languageOf, preferredLanguage } from '../platform/i18n/languages.ts'
import type { Refusal } from '../platform/result.ts'
import { type World, world } from '../platform/world.server.ts'
import { authenticateAdmin } from '../shopify/admin.server.ts'
import { greet, type StaffMember } from '../staff/members.server.ts'
import { type Act, may } from '../staff/roles.ts'
import { readSettings, type Settings } from '../staff/settings.ts'
import { noteShop } from '../staff/shops.server.ts'
import { statusOf } from './refusals.ts'

/** A member of staff at the admin's door. */
export interface Staff {
  readonly world: World
  readonly shop: string
  readonly member: StaffMember
  readonly settings: Settings
  /** The language of the member's own Shopify admin, where we speak it; else the shop's. */
  readonly language: Language
  /** The library's redirect, which knows how to leave the frame. */
  readonly redirect: (url: string) => Response
  can(act: Act): boolean
}

/** Lets in who comes with a valid session token of Shopify's admin. Throws Responses (bounce page, 401 with retry). */
export async function staffAtDoor(request: Request): Promise<Staff> {
  const { session, redirect } = await authenticateAdmin(request)
  const user = session.onlineAccessInfo?.associated_user
  // Only sessions made before the online token was asked for lack a user: Shopify then exchanges anew.
  if (!user) throw new Response(null, { status: 401, headers: { 'X-Shopify-Retry-Invalid-Session-Request': '1' } })
  const row = await noteShop(world(), session.shop)
  const settings = readSettings(row.settings)
  const member = await greet(world(), session.shop, user)
  const asked = new URL(request.url).searchParams.get('locale')
  const language =
    languageOf(asked ?? '') ?? languageOf(user.locale ?? '') ?? preferredLanguage(request.headers.get('accept-language'), settings.language)
  return { world: world(), shop: session.shop, member, settings, language, redirect, can: (act) => may(member.role, act) }
}

/** The same, and the member must have a right. Throws 403. */
export async function staffAtDoorWho(act: Act, request: Request): Promise<Staff> {
  const staff = await staffAtDoor(request)
  if (!staff.can(act)) throw refused({ code: 'not-allowed', needs: act })
  return staff
}

const refused = (refusal: Refusal) => Response.json({ refusal }, { status: statusOf(refusal) })
