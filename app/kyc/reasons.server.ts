import type { Kind } from '../documents/kinds.ts'
import type { Tx } from '../platform/db.server.ts'
import { LANGUAGES, type Language } from '../platform/i18n/languages.ts'
import { admin as en } from '../platform/i18n/messages/en/admin.ts'
import { admin as ja } from '../platform/i18n/messages/ja/admin.ts'
import { admin as zhHans } from '../platform/i18n/messages/zh-Hans/admin.ts'
import { admin as zhHant } from '../platform/i18n/messages/zh-Hant/admin.ts'
import type { World } from '../platform/world.server.ts'
import { readSettings, type Settings } from '../staff/settings.ts'
import type { Part } from './case.ts'
import { inOrder, LAST_REASON, RETURN_REASONS, type Reason, type ReasonTexts, type ReturnReason, type SaidTexts } from './return-reasons.ts'

const OURS: Readonly<Record<Language, Readonly<Record<ReturnReason, Omit<ReasonTexts, 'hint'>>>>> = {
  ja: ja.reason,
  'zh-Hant': zhHant.reason,
  'zh-Hans': zhHans.reason,
  en: en.reason,
}

const PARTS: readonly Part[] = ['identity', 'corporate']

/** The reasons of a shop (C19, C21): ours in the shop's words where it has changed them, and its own. */
export async function reasonsFor(world: World, shop: string, tx: Tx = world.db): Promise<Reason[]> {
  const [rows, { settings }] = await Promise.all([
    tx.kycReason.findMany({ where: { shopId: shop }, orderBy: { code: 'asc' } }),
    tx.shop.findUniqueOrThrow({ where: { shopId: shop }, select: { settings: true } }),
  ])
  const { language: fallback, reasonOrder } = readSettings(settings)
  const changed = new Map(rows.map((row) => [row.code, row]))
  const codes = [...new Set<ReturnReason>([...RETURN_REASONS.identity, ...RETURN_REASONS.corporate])]
  const ours = codes.map((code): Unplaced => {
    const row = changed.get(code)
    const said = textsOf(row?.texts)
    const texts = perLanguage((language) => ({ hint: '', ...OURS[language][code], ...said[language] }))
    const reworded = Object.keys(said).length > 0
    return { code, parts: partsWith(code), own: false, hidden: row?.hidden ?? false, reworded, lacks: [], texts }
  })
  const own = rows.flatMap((row): Unplaced[] => {
    if (!row.parts) return []
    const said = textsOf(row.texts)
    const parts = row.parts === 'both' ? PARTS : [row.parts as Part]
    const lacks = LANGUAGES.filter((language) => !said[language])
    return [{ code: row.code, parts, own: true, hidden: row.hidden, reworded: false, lacks, texts: filled(said, fallback, row.code) }]
  })
  return placed(
    [...ours.filter(({ code }) => code !== LAST_REASON), ...own, ...ours.filter(({ code }) => code === LAST_REASON)],
    reasonOrder,
  )
}

type Unplaced = Omit<Reason, 'place'>

function placed(reasons: readonly Unplaced[], wanted: Settings['reasonOrder']): Reason[] {
  const orders = PARTS.map((part) => {
    const own = reasons.filter((reason) => reason.own && reason.parts.includes(part)).map(({ code }) => code)
    return [part, inOrder([...withoutLast(part), ...own, LAST_REASON], wanted[part])] as const
  })
  return reasons.map((reason) => ({
    ...reason,
    place: Object.fromEntries(orders.map(([part, order]) => [part, order.indexOf(reason.code)])) as Record<Part, number>,
  }))
}

const withoutLast = (part: Part): readonly string[] => RETURN_REASONS[part].filter((code) => code !== LAST_REASON)

/** Where the shop has not said it in a language, its own language speaks, or else any other. */
function filled(said: SaidTexts, fallback: Language, code: string): Reason['texts'] {
  const any = said[fallback] ?? LANGUAGES.map((language) => said[language]).find((each) => each !== undefined)
  return perLanguage((language) => ({ name: code, text: '', hint: '', ...any, ...said[language] }))
}

/** Our own words for a reason; null when it is none of ours. */
export const ourTexts = (code: string): SaidTexts | null =>
  Object.hasOwn(OURS.en, code) ? perLanguage((language) => ({ ...OURS[language][code as ReturnReason], hint: '' })) : null

/** What the kinds of paper are called, in every language: a reviewer writes to customers in theirs. */
export const KIND_NAMES: Readonly<Record<Language, Readonly<Record<Kind, string>>>> = {
  ja: ja.kind,
  'zh-Hant': zhHant.kind,
  'zh-Hans': zhHans.kind,
  en: en.kind,
}

const partsWith = (code: ReturnReason): readonly Part[] =>
  PARTS.filter((part) => (RETURN_REASONS[part] as readonly string[]).includes(code))

const perLanguage = (of: (language: Language) => ReasonTexts): Reason['texts'] =>
  Object.fromEntries(LANGUAGES.map((language) => [language, of(language)])) as Record<Language, ReasonTexts>

const textsOf = (json: unknown): Partial<Record<Language, ReasonTexts>> => (json ?? {}) as Partial<Record<Language, ReasonTexts>>
