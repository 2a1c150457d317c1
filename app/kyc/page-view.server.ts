import { holdOn, LAWS, type LawId } from '../accounts/retention.ts'
import { documentsOf } from '../documents/vault.server.ts'
import type { Language } from '../platform/i18n/languages.ts'
import type { World } from '../platform/world.server.ts'
import { accountUrl, storefrontUrl } from '../shopify/embedding.server.ts'
import { readFacts } from '../staff/facts.ts'
import { readSettings } from '../staff/settings.ts'
import { type NativeRecord, nativeRecord } from './address.server.ts'
import { history } from './cases.server.ts'
import { type Expiring, expiriesOf } from './expiries.server.ts'
import { currentNotice, hasConsented } from './notice.server.ts'
import { filesInHand, type PageView, wordsBeyond } from './page-view.ts'
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
    world.db.shop.findUniqueOrThrow({ where: { shopId: shop }, select: { facts: true, settings: true } }),
    expiriesOf(world, who),
  ])
  const { told, ...personal } = accepted ? await personalOf(world, who, standing, language) : NOTHING_PERSONAL
  return {
    language,
    shopName: readFacts(row.facts).name ?? shop.replace(/\.myshopify\.com$/, ''),
    shopUrl: storefrontUrl(shop),
    accountPage: accountUrl(shop),
    caseTag,
    notice: { ...notice, accepted },
    standing: { ...standing, returned: standing.returned.map((one) => ({ ...one, reason: wordsBeyond(one.reason, told) })) },
    renewable: renewableOf(standing, expiries, language),
    keeping: keepingOf(readSettings(row.settings).holds ?? LAWS, world.now(), language),
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

/** What an erasure asked for today would leave behind sealed. A period ends with a day in Japan; the erasure follows it. */
function keepingOf(laws: readonly LawId[], now: Date, language: Language): PageView['keeping'] {
  const hold = holdOn('papers', now, laws)
  if (!hold) return null
  const day = new Intl.DateTimeFormat(language, { dateStyle: 'long', timeZone: 'Asia/Tokyo' }).format(hold.until)
  return { law: hold.law, years: hold.years, day }
}

const NOTHING_PERSONAL = {
  name: null,
  profile: EMPTY_PROFILE,
  profileSaved: false,
  storeSilent: false,
  files: [],
  told: [] as readonly string[],
} as const

async function personalOf(world: World, who: Who, standing: Standing, language: Language) {
  const { shop, customer } = who
  const [native, sealed, documents, reasons] = await Promise.all([
    nativeRecord(world, shop, customer),
    profileOf(world, who),
    documentsOf(world, shop, customer),
    reasonsFor(world, shop),
  ])
  const files = filesInHand(documents, standing, (code) => reasons.find((one) => one.code === code)?.texts[language].text ?? '')
  const codes = new Set(documents.map(({ returnedFor }) => returnedFor))
  return {
    name: native?.name ?? null,
    profile: { ...EMPTY_PROFILE, ...addressOf(native), ...sealed },
    profileSaved: sealed !== null,
    storeSilent: native === null,
    files,
    told: reasons.filter(({ code }) => codes.has(code)).flatMap(({ texts }) => Object.values(texts).map(({ text }) => text)),
  }
}

const addressOf = (native: NativeRecord | null) => native?.address ?? {}

async function refusalText(world: World, { shop, customer }: Who): Promise<string> {
  const entries = await history(world, shop, customer)
  return entries.find(({ type }) => type === 'refuse')?.publicText ?? ''
}
