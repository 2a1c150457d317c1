import type { Kind } from '../documents/kinds.ts'
import { LANGUAGES, type Language } from '../platform/i18n/languages.ts'
import { admin as en } from '../platform/i18n/messages/en/admin.ts'
import { admin as ja } from '../platform/i18n/messages/ja/admin.ts'
import { admin as zhHans } from '../platform/i18n/messages/zh-Hans/admin.ts'
import { admin as zhHant } from '../platform/i18n/messages/zh-Hant/admin.ts'
import type { World } from '../platform/world.server.ts'
import type { Part } from './case.ts'
import { RETURN_REASONS, type Reason, type ReasonTexts, type ReturnReason } from './return-reasons.ts'

const OURS: Readonly<Record<Language, Readonly<Record<ReturnReason, ReasonTexts>>>> = {
  ja: ja.reason,
  'zh-Hant': zhHant.reason,
  'zh-Hans': zhHans.reason,
  en: en.reason,
}

/** The reasons of a shop (C19, C21): ours in the shop's words where it has changed them, then its own. */
export async function reasonsFor(world: World, shop: string): Promise<Reason[]> {
  const rows = await world.db.kycReason.findMany({ where: { shopId: shop }, orderBy: { code: 'asc' } })
  const changed = new Map(rows.map((row) => [row.code, row]))
  const codes = [...new Set<ReturnReason>([...RETURN_REASONS.identity, ...RETURN_REASONS.corporate])]
  const ours = codes.map((code): Reason => {
    const row = changed.get(code)
    const texts = perLanguage((language) => ({ ...OURS[language][code], ...textsOf(row?.texts)[language] }))
    return { code, parts: partsWith(code), own: false, hidden: row?.hidden ?? false, texts }
  })
  const own = rows.flatMap((row): Reason[] => {
    if (!row.parts) return []
    const said = textsOf(row.texts)
    const any = LANGUAGES.map((language) => said[language]).find((each) => each !== undefined) ?? { name: row.code, text: '' }
    const texts = perLanguage((language) => ({ ...any, ...said[language] }))
    return [{ code: row.code, parts: row.parts === 'both' ? PARTS : [row.parts as Part], own: true, hidden: row.hidden, texts }]
  })
  // "Other" is what is left when nothing else fits.
  return [...ours.filter(({ code }) => code !== 'other'), ...own, ...ours.filter(({ code }) => code === 'other')]
}

/** What the kinds of paper are called, in every language: a reviewer writes to customers in theirs. */
export const KIND_NAMES: Readonly<Record<Language, Readonly<Record<Kind, string>>>> = {
  ja: ja.kind,
  'zh-Hant': zhHant.kind,
  'zh-Hans': zhHans.kind,
  en: en.kind,
}

const PARTS: readonly Part[] = ['identity', 'corporate']

const partsWith = (code: ReturnReason): readonly Part[] =>
  PARTS.filter((part) => (RETURN_REASONS[part] as readonly string[]).includes(code))

const perLanguage = (of: (language: Language) => ReasonTexts): Reason['texts'] =>
  Object.fromEntries(LANGUAGES.map((language) => [language, of(language)])) as Record<Language, ReasonTexts>

const textsOf = (json: unknown): Partial<Record<Language, ReasonTexts>> => (json ?? {}) as Partial<Record<Language, ReasonTexts>>
