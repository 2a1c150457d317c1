import { holdErasureOff, unlessErased } from '../accounts/erased.server.ts'
import { type Language, languageOf } from '../platform/i18n/languages.ts'
import { ok, type Result, refuse } from '../platform/result.ts'
import { type World, write } from '../platform/world.server.ts'
import { readFacts } from '../staff/facts.ts'
import { readSettings } from '../staff/settings.ts'
import { DEFAULT_NOTICE, DEFAULT_NOTICE_VERSION, textFor } from './notice-texts.ts'

/** The notice that a customer must accept before giving us anything. */
export interface Notice {
  readonly version: number
  readonly language: Language
  readonly text: string
}

/** The newest notice of a shop, for a reader of a language; the text that comes with the app when the shop has none. */
export async function currentNotice(world: World, shop: string, language: Language): Promise<Notice> {
  const row = await world.db.shop.findUniqueOrThrow({ where: { shopId: shop }, select: { settings: true, facts: true } })
  const version = await currentVersion(world, shop)
  const rows = await world.db.kycNotice.findMany({ where: { shopId: shop, version } })
  const found = textFor(rows, language, readSettings(row.settings).language)
  const name = readFacts(row.facts).name ?? shop.replace(/\.myshopify\.com$/, '')
  const text = (found?.text ?? DEFAULT_NOTICE[language]).replaceAll('{{shop}}', name)
  return { version, language: languageOf(found?.language ?? language) ?? language, text }
}

/** Records that a customer accepted a version, in the language it was read in. Refuses a version that is no longer the current one. */
export async function acceptNotice(
  world: World,
  shop: string,
  customer: bigint,
  accepted: { readonly version: number; readonly language: Language },
): Promise<Result<null>> {
  if (accepted.version !== (await currentVersion(world, shop))) return refuse({ code: 'not-now', because: 'notice-changed' })
  const noted = write(world, async (tx) => {
    await holdErasureOff(tx, shop, customer)
    // The first acceptance stands: accepting again must not move its date.
    await tx.kycConsent.createMany({
      data: [{ shopId: shop, customerId: customer, ...accepted, acceptedAt: world.now() }],
      skipDuplicates: true,
    })
    return ok(null)
  })
  return unlessErased(noted)
}

/** Whether a customer has accepted the notice that is current now. */
export async function hasConsented(world: World, shop: string, customer: bigint): Promise<boolean> {
  const version = await currentVersion(world, shop)
  const row = await world.db.kycConsent.findUnique({
    where: { shopId_customerId_version: { shopId: shop, customerId: customer, version } },
    select: { version: true },
  })
  return row !== null
}

async function currentVersion(world: World, shop: string): Promise<number> {
  const { _max } = await world.db.kycNotice.aggregate({ where: { shopId: shop }, _max: { version: true } })
  return _max.version ?? DEFAULT_NOTICE_VERSION
}
