import { noteDeed } from '../audit/note.server.ts'
import type { Tx } from '../platform/db.server.ts'
import { LANGUAGES, type Language } from '../platform/i18n/languages.ts'
import { ok, type Result, refuse } from '../platform/result.ts'
import { type World, write } from '../platform/world.server.ts'
import type { StaffMember } from '../staff/members.server.ts'
import { may } from '../staff/roles.ts'
import { DEFAULT_NOTICE, DEFAULT_NOTICE_VERSION } from './notice-texts.ts'

/** The purpose-of-use notice in use, in every language, as its owner writes it (`{{shop}}` is not filled in). */
export interface NoticeInUse {
  readonly version: number
  /** Null: the text that comes with the app. */
  readonly since: Date | null
  readonly texts: Readonly<Record<Language, string>>
}

/** The notice that customers are shown now. */
export const noticeInUse = (world: World, shop: string): Promise<NoticeInUse> => read(world.db, shop)

async function read(tx: Tx, shop: string): Promise<NoticeInUse> {
  const last = await tx.kycNotice.findFirst({ where: { shopId: shop }, orderBy: { version: 'desc' } })
  if (!last) return { version: DEFAULT_NOTICE_VERSION, since: null, texts: DEFAULT_NOTICE }
  const rows = await tx.kycNotice.findMany({ where: { shopId: shop, version: last.version } })
  const own = Object.fromEntries(rows.map(({ language, text }) => [language, text]))
  return { version: last.version, since: last.writtenAt, texts: { ...DEFAULT_NOTICE, ...own } }
}

/**
 * Writes a new version of the notice with another text in one language. A version holds every language, so that a consent means the same
 * whoever gave it, and is never edited, because consents point at it. The same text again writes nothing.
 */
export async function writeNotice(world: World, shop: string, by: StaffMember, language: Language, text: string): Promise<Result<null>> {
  if (!may(by.role, 'settings')) return refuse({ code: 'not-allowed', needs: 'settings' })
  return write(world, async (tx) => {
    // Two owners at once must not draw the same number.
    await tx.$queryRaw`select 1 from shops where shop_id = ${shop} for update`
    const current = await read(tx, shop)
    if (current.texts[language] === text) return ok(null)
    const texts = { ...current.texts, [language]: text }
    const version = current.version + 1
    const writtenAt = world.now()
    const writtenBy = String(by.id)
    await tx.kycNotice.createMany({
      data: LANGUAGES.map((each) => ({ shopId: shop, version, language: each, text: texts[each], writtenAt, writtenBy })),
    })
    await noteDeed(world, tx, shop, by, { action: 'settings.notice', codes: { version, language } })
    return ok(null)
  })
}
