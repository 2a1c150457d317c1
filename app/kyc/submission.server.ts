import { ErasedCustomer, isErased, unlessErased } from '../accounts/erased.server.ts'
import { setFingerprint } from '../checks/fingerprints.server.ts'
import { plainAddress } from '../checks/same.ts'
import { type Arrival, takeIn } from '../documents/arrivals.server.ts'
import type { DocumentFacts } from '../documents/kinds.ts'
import { isPart } from '../documents/kinds.ts'
import { ownThumbnail } from '../documents/looks.server.ts'
import { handIn } from '../documents/returning.server.ts'
import { takeBack } from '../documents/vault.server.ts'
import { sealJson, unsealJson } from '../platform/crypto.server.ts'
import type { Language } from '../platform/i18n/languages.ts'
import { nominate } from '../platform/jobs.server.ts'
import { ok, type Result, refuse } from '../platform/result.ts'
import { type World, write } from '../platform/world.server.ts'
import { storefrontUrl } from '../shopify/embedding.server.ts'
import { readFacts } from '../staff/facts.ts'
import { saveAddress } from './address.server.ts'
import { type Part, partsOf } from './case.ts'
import { move, readCase, reasonsOf } from './cases.server.ts'
import { expiriesOf } from './expiries.server.ts'
import { noticeStaff } from './mails.server.ts'
import { hasConsented } from './notice.server.ts'
import { readProfile, type SealedProfile } from './profile.ts'
import type { ProfileForm } from './profile-form.ts'
import { closedTo, type Standing, standingOf } from './standing.ts'

/** One customer of one shop. */
export interface Who {
  readonly shop: string
  readonly customer: bigint
}

const CUSTOMER = { kind: 'customer' } as const

/** Chooses what the customer is identified as (A07). While verified that is left to staff: by the law it would take the verification back. */
export async function chooseParty(world: World, { shop, customer }: Who, party: string): Promise<Result<null>> {
  if (party !== 'individual' && party !== 'corporation') return refuse({ code: 'bad-input', fields: { party: 'required' } })
  if (!(await hasConsented(world, shop, customer))) return refuse({ code: 'consent-missing' })
  const known = (await readCase(world, shop, customer))?.case
  if (known?.party === party) return ok(null)
  if (known?.verified) return refuse({ code: 'not-now', because: 'verified' })
  const moved = await unlessErased(write(world, (tx) => move(world, tx, shop, customer, { type: 'choose-party', party }, CUSTOMER)))
  return moved.ok ? ok(null) : moved
}

/**
 * Saves the profile: address and phone with Shopify, birth date and occupation sealed here (A06, A08). Nothing is kept here unless Shopify took
 * its part, so a profile that we have is a whole one. Staff are not told (B05).
 */
export async function saveProfile(world: World, { shop, customer }: Who, form: ProfileForm): Promise<Result<null>> {
  if (!(await hasConsented(world, shop, customer))) return refuse({ code: 'consent-missing' })
  const known = (await readCase(world, shop, customer))?.case
  if (known?.refused) return refuse({ code: 'not-now', because: 'refused' })
  const { profile, faults } = readProfile(form, known?.party ?? 'none', await todayOf(world, shop))
  if (!profile) return refuse({ code: 'bad-input', fields: faults })
  const saved = await saveAddress(world, shop, customer, profile.address)
  if (!saved.ok) return saved
  if (await isErased(world.db, shop, customer)) return refuse({ code: 'not-found' })
  const sealed = sealJson(await world.keyring.of(shop), aboutProfile(shop, customer), profile.sealed)
  const row = { sealed, updatedAt: world.now() }
  await write(world, async (tx) => {
    await tx.kycProfile.upsert({
      where: { shopId_customerId: { shopId: shop, customerId: customer } },
      create: { shopId: shop, customerId: customer, ...row },
      update: row,
    })
    // What was approved is compared at the next reading by id; a birth date alone changes nothing in the store that would tell.
    if (known?.verified) await nominate(tx, shop, customer)
    const { zip, city, address1, address2, phone } = profile.address
    await setFingerprint(world, tx, { shop, customer }, 'address', plainAddress([zip, city, address1, address2]))
    await setFingerprint(world, tx, { shop, customer }, 'phone', phone)
  })
  return ok(null)
}

/** The date in the shop's time zone, as YYYY-MM-DD. */
async function todayOf(world: World, shop: string): Promise<string> {
  const row = await world.db.shop.findUnique({ where: { shopId: shop }, select: { facts: true } })
  return new Intl.DateTimeFormat('en-CA', { timeZone: readFacts(row?.facts).timezone }).format(world.now())
}

/** What a customer declared, in clear; null when nothing was. */
export async function profileOf(world: World, { shop, customer }: Who): Promise<SealedProfile | null> {
  const row = await world.db.kycProfile.findUnique({ where: { shopId_customerId: { shopId: shop, customerId: customer } } })
  return row ? openProfile(world, { shop, customer }, row.sealed) : null
}

/** Opens what was sealed of a customer's profile, in its row or out of it. */
export const openProfile = async (world: World, { shop, customer }: Who, sealed: Uint8Array): Promise<SealedProfile> =>
  unsealJson(await world.keyring.of(shop), aboutProfile(shop, customer), sealed) as SealedProfile

const aboutProfile = (shop: string, customer: bigint): string => `${shop}:kyc-profile:${customer}`

/** A file as it arrives at the door: its part is what somebody says. */
export type FileAtDoor = Omit<Arrival, 'part'> & { readonly part: string }

/** Takes one file (B01, B02). Not a byte of it is read before the notice is accepted and the part is open. */
export async function takeFile(world: World, { shop, customer }: Who, arrival: FileAtDoor): Promise<Result<DocumentFacts>> {
  const { part } = arrival
  if (!isPart(part)) return refuse({ code: 'bad-input', fields: { part: 'unknown' } })
  if (!(await hasConsented(world, shop, customer))) return refuse({ code: 'consent-missing' })
  const closed = closedTo(part, (await readCase(world, shop, customer))?.case ?? null, await renewable(world, { shop, customer }))
  if (closed) return refuse({ code: 'not-now', because: closed })
  return takeIn(world, shop, customer, { ...arrival, part })
}

/** The thumbnail of a customer's own file. */
export const seeThumbnail = (world: World, { shop, customer }: Who, id: string): Promise<Result<Buffer>> =>
  ownThumbnail(world, shop, customer, id)

/** Takes a file back before it is sent. */
export const removeFile = (world: World, { shop, customer }: Who, id: string): Promise<Result<null>> => takeBack(world, shop, customer, id)

/**
 * Sends every part that has files waiting, and nothing else (B03, B04, B05): files, case, staff notice and the job for Shopify change in one
 * transaction. Sending again changes nothing and tells nobody again. Refuses when there is nothing to send and nothing was sent.
 */
export async function send(world: World, { shop, customer }: Who): Promise<Result<readonly Part[]>> {
  if (!(await hasConsented(world, shop, customer))) return refuse({ code: 'consent-missing' })
  const known = (await readCase(world, shop, customer))?.case ?? null
  const parts = partsOf(known?.party ?? 'none')
  const closed = parts.map((part) => closedTo(part, known)).find((why) => why === 'refused' || why === 'frozen')
  if (closed) return refuse({ code: 'not-now', because: closed })
  const renewed = await renewable(world, { shop, customer })
  const sent = await write(world, async (tx) => {
    const done: Part[] = []
    for (const part of parts) {
      // New papers renew an accepted part as a whole: the former ones are replaced.
      const state = renewed.includes(part) && known?.[part] === 'accepted' ? 'none' : (known?.[part] ?? 'none')
      if ((await handIn(world, tx, { shop, customer, part }, state)) === 0) continue
      const moved = await move(world, tx, shop, customer, { type: 'submit', part }, CUSTOMER)
      if (!moved.ok) throw new Moved(moved)
      await noticeStaff(world, tx, shop, 'submitted', { customer, part })
      done.push(part)
    }
    return done
  }).catch((error: unknown) => {
    if (error instanceof Moved) return error.refused
    if (error instanceof ErasedCustomer) return refuse({ code: 'not-found' } as const)
    throw error
  })
  if (!Array.isArray(sent)) return sent
  if (sent.length > 0) return ok(sent)
  // Read anew: of two clicks at the same moment, the second finds that the first has sent everything.
  const after = (await readCase(world, shop, customer))?.case
  const already = parts.some((part) => after?.[part] === 'submitted' || after?.[part] === 'accepted')
  return already ? ok([]) : refuse({ code: 'not-now', because: 'nothing-to-send' })
}

/** The parts whose papers run out soon: new ones may be handed in although the former are accepted. */
const renewable = async (world: World, who: Who): Promise<readonly Part[]> =>
  (await expiriesOf(world, who)).filter(({ soon }) => soon).map(({ part }) => part)

/** Carries a refusal out of a transaction that must not commit. */
class Moved extends Error {
  readonly refused: Extract<Result<never>, { ok: false }>
  constructor(refused: Extract<Result<never>, { ok: false }>) {
    super('the law refused')
    this.refused = refused
  }
}

/** Where a customer stands, from the rows. */
export async function standingFor(world: World, { shop, customer }: Who): Promise<Standing> {
  const [row, profile, reasons] = await Promise.all([
    readCase(world, shop, customer),
    world.db.kycProfile.findUnique({
      where: { shopId_customerId: { shopId: shop, customerId: customer } },
      select: { updatedAt: true },
    }),
    reasonsOf(world, shop, customer),
  ])
  return standingOf({
    case: row?.case ?? null,
    profile: profile !== null,
    reasons: reasons.map(({ part, publicText }) => ({ part, reason: publicText })),
  })
}

/** The answer of `GET /customer/status` (B07, B08). */
export interface Status extends Standing {
  readonly shopUrl: string
  readonly locale: Language
}

/** Where a customer stands, for our customer-account extension. */
export async function statusFor(world: World, shop: string, customer: bigint, language: Language): Promise<Status> {
  const standing = await standingFor(world, { shop, customer })
  const { verified, next } = standing
  // Who may order is still told the way when the papers run out soon.
  const renews = verified && next === 'shop' && (await renewable(world, { shop, customer })).some((part) => standing[part] === 'accepted')
  return { ...standing, next: renews ? 'submit' : next, shopUrl: storefrontUrl(shop), locale: language }
}
