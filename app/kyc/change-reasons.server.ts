import type { Prisma } from '../../generated/prisma/client.ts'
import { noteDeed } from '../audit/note.server.ts'
import type { Tx } from '../platform/db.server.ts'
import { LANGUAGES } from '../platform/i18n/languages.ts'
import { ok, type Result, refuse } from '../platform/result.ts'
import { type World, write } from '../platform/world.server.ts'
import type { StaffMember } from '../staff/members.server.ts'
import { may } from '../staff/roles.ts'
import { readSettings } from '../staff/settings.ts'
import type { Part } from './case.ts'
import { fieldOf, type ReasonChange } from './reason-form.ts'
import { ourTexts, reasonsFor } from './reasons.server.ts'
import { allOfPart, LAST_REASON, movedOrder, nameTaken, type Reason, type ReasonTexts, type SaidTexts } from './return-reasons.ts'

/** How many reasons of its own a shop may have, those included that it does not offer any more. */
export const OWN_REASONS_MAX = 40

interface At {
  readonly tx: Tx
  readonly shop: string
  readonly reasons: readonly Reason[]
}

/**
 * Changes the reasons for which a shop returns papers (C19, C21), on record. None is ever taken away: what was given to a customer stays
 * readable. Refuses: members who are no owners; a name that stands in the same list (`taken`); a reason of ours that is left without words
 * (`required`); more than OWN_REASONS_MAX; to switch off "other".
 */
export async function changeReasons(world: World, shop: string, by: StaffMember, change: ReasonChange): Promise<Result<string>> {
  if (!may(by.role, 'settings')) return refuse({ code: 'not-allowed', needs: 'settings' })
  return write(world, async (tx): Promise<Result<string>> => {
    // One after the other: two owners may sort at the same time.
    await tx.$queryRaw`select 1 from shops where shop_id = ${shop} for update`
    const at = { tx, shop, reasons: await reasonsFor(world, shop, tx) }
    const done = change.act === 'add' ? await add(at, change, world.newId()) : await changeOne(at, change)
    if (!done.ok) return done
    const codes: Prisma.InputJsonObject = {
      ...{ act: change.act, reason: done.value },
      ...(change.act === 'move' ? { part: change.part, to: change.to } : {}),
      ...('texts' in change ? { languages: Object.keys(change.texts) } : {}),
    }
    await noteDeed(world, tx, shop, by, { action: 'settings.reasons', codes })
    return done
  })
}

async function add(at: At, { parts, texts }: Extract<ReasonChange, { act: 'add' }>, id: string): Promise<Result<string>> {
  const { tx, shop, reasons } = at
  const code = `own-${id}`
  const of: readonly Part[] = parts === 'both' ? ['identity', 'corporate'] : [parts]
  if (reasons.filter(({ own }) => own).length >= OWN_REASONS_MAX) return refuse({ code: 'not-now', because: 'too-many-reasons' })
  const taken = refuseTaken(reasons, code, of, texts)
  if (taken) return taken
  await tx.kycReason.create({ data: { shopId: shop, code, parts, texts: textsJson(texts) } })
  // Its place is written down: codes say nothing of the order in which they came.
  for (const part of of) await writeOrder(at, part, [...allOfPart(reasons, part).map((each) => each.code), code])
  return ok(code)
}

async function changeOne(at: At, change: Exclude<ReasonChange, { act: 'add' }>): Promise<Result<string>> {
  const { tx, shop, reasons } = at
  const reason = reasons.find(({ code }) => code === change.reason)
  if (!reason) return refuse({ code: 'not-found' })
  switch (change.act) {
    case 'edit':
      return edit(at, reason, change.texts)
    case 'restore':
      if (!reason.own) await keep(tx, shop, reason.code, { texts: {} })
      return ok(reason.code)
    case 'hide':
    case 'show':
      if (reason.code === LAST_REASON) return refuse({ code: 'not-now', because: 'last-reason' })
      await keep(tx, shop, reason.code, { hidden: change.act === 'hide' })
      return ok(reason.code)
    case 'move': {
      const order = movedOrder(reasons, change.part, reason.code, change.to)
      if (order) await writeOrder(at, change.part, order)
      return ok(reason.code)
    }
  }
}

async function edit({ tx, shop, reasons }: At, reason: Reason, texts: SaidTexts): Promise<Result<string>> {
  const taken = refuseTaken(reasons, reason.code, reason.parts, texts)
  if (taken) return taken
  const ours = ourTexts(reason.code)
  const lacking = ours ? LANGUAGES.filter((language) => !texts[language]) : []
  if (lacking.length > 0)
    return refuse({ code: 'bad-input', fields: Object.fromEntries(lacking.map((language) => [fieldOf(language, 'name'), 'required'])) })
  // What is said as we say it stays ours: it follows when we say it better.
  const own = LANGUAGES.filter((language) => texts[language] && !sameWords(texts[language], ours?.[language]))
  await keep(tx, shop, reason.code, { texts: textsJson(Object.fromEntries(own.map((language) => [language, texts[language]]))) })
  return ok(reason.code)
}

const sameWords = (one: ReasonTexts, other: ReasonTexts | undefined): boolean =>
  one.name === other?.name && one.text === other.text && one.hint === other.hint

function refuseTaken(reasons: readonly Reason[], code: string, parts: readonly Part[], texts: SaidTexts): Result<never> | null {
  const language = nameTaken(reasons, code, parts, texts)
  return language ? refuse({ code: 'bad-input', fields: { [fieldOf(language, 'name')]: 'taken' } }) : null
}

const textsJson = (texts: SaidTexts): Prisma.InputJsonObject => JSON.parse(JSON.stringify(texts))

async function keep(tx: Tx, shop: string, code: string, change: { hidden?: boolean; texts?: Prisma.InputJsonObject }): Promise<void> {
  await tx.kycReason.upsert({ where: { shopId_code: { shopId: shop, code } }, create: { shopId: shop, code, ...change }, update: change })
}

async function writeOrder({ tx, shop }: At, part: Part, codes: readonly string[]): Promise<void> {
  const row = await tx.shop.findUniqueOrThrow({ where: { shopId: shop }, select: { settings: true } })
  const settings = readSettings(row.settings)
  const order = codes.filter((code) => code !== LAST_REASON)
  await tx.shop.update({
    where: { shopId: shop },
    data: { settings: { ...settings, reasonOrder: { ...settings.reasonOrder, [part]: order } } },
  })
}
