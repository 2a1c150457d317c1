import { documentsOf } from '../documents/vault.server.ts'
import type { Language } from '../platform/i18n/languages.ts'
import type { World } from '../platform/world.server.ts'
import { accountUrl, storefrontUrl } from '../shopify/embedding.server.ts'
import { readFacts } from '../staff/facts.ts'
import { type NativeRecord, nativeRecord } from './address.server.ts'
import { history } from './cases.server.ts'
import { type Expiring, expiriesOf } from './expiries.server.ts'
import { currentNotice, hasConsented } from './notice.server.ts'
import { filesInHand, type PageView } from './page-view.ts'
import { EMPTY_PROFILE } from './profile-form.ts'
import { reasonsFor } from './reasons.server.ts'
import type { Standing } from './standing.ts'
import { profileOf, standingFor, type Who } from './submission.server.ts'

/** Everything that the customer's page shows; `caseTag` is handed through. */
export async function pageView(world: World, who: Who, language: Language, caseTag: string): Promise<PageView> {
  const { shop, customer } = who
  const [accepted, notice, standing, row, expiries] = await Promise.all([
    hasConsented(world, shop, customer),
    currentNotice(world, shop, language),
    standingFor(world, who),
    world.db.shop.findUniqueOrThrow({ where: { shopId: shop }, select: { facts: true } }),
    expiriesOf(world, who),
  ])
  const personal = accepted ? await personalOf(world, who, standing, language) : NOTHING_PERSONAL
  return {
    language,
    shopName: readFacts(row.facts).name ?? shop.replace(/\.myshopify\.com$/, ''),
    shopUrl: storefrontUrl(shop),
    accountPage: accountUrl(shop),
    caseTag,
    notice: { ...notice, accepted },
    standing,
    renewable: renewableOf(standing, expiries, language),
    refusalText: standing.refused ? await refusalText(world, who) : '',
    ...personal,
  }
}

/** A day and no moment, so in no time zone. */
const renewableOf = (standing: Standing, expiries: readonly Expiring[], language: Language): PageView['renewable'] =>
  expiries
    .filter(({ part, soon }) => soon && standing.verified && standing[part] === 'accepted')
    .map(({ part, expiresOn }) => ({
      part,
      day: new Intl.DateTimeFormat(language, { dateStyle: 'long', timeZone: 'UTC' }).format(new Date(expiresOn)),
    }))

const NOTHING_PERSONAL = { name: null, profile: EMPTY_PROFILE, profileSaved: false, storeSilent: false, files: [] } as const

async function personalOf(world: World, who: Who, standing: Standing, language: Language) {
  const { shop, customer } = who
  const [native, sealed, documents, reasons] = await Promise.all([
    nativeRecord(world, shop, customer),
    profileOf(world, who),
    documentsOf(world, shop, customer),
    reasonsFor(world, shop),
  ])
  return {
    name: native?.name ?? null,
    profile: { ...EMPTY_PROFILE, ...addressOf(native), ...sealed },
    profileSaved: sealed !== null,
    storeSilent: native === null,
    files: filesInHand(documents, standing, (code) => reasons.find((one) => one.code === code)?.texts[language].text ?? ''),
  }
}

const addressOf = (native: NativeRecord | null) => native?.address ?? {}

async function refusalText(world: World, { shop, customer }: Who): Promise<string> {
  const entries = await history(world, shop, customer)
  return entries.find(({ type }) => type === 'refuse')?.publicText ?? ''
}
