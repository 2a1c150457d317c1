import type { Prisma } from '../../generated/prisma/client.ts'
import { noteDeed } from '../audit/note.server.ts'
import { watchTagFault, watchTagOf } from '../desk/watch-label.ts'
import { LABEL_KEYS, type Wording, wordingFaults } from '../kyc/tags.ts'
import { beginRewording, ownWords, settleRewording } from '../kyc/wording-change.server.ts'
import { wordingsOf } from '../kyc/wordings.ts'
import { METHODS } from '../methods/methods.ts'
import type { Tx } from '../platform/db.server.ts'
import { addJob } from '../platform/jobs.server.ts'
import { ok, type Result, refuse } from '../platform/result.ts'
import { type World, write } from '../platform/world.server.ts'
import type { StaffMember } from './members.server.ts'
import { may } from './roles.ts'
import { readSettings, type Settings } from './settings.ts'
import type { SettingsChange } from './settings-form.ts'

/**
 * Changes one section of a shop's settings, on record. Refuses: members who are no owners; a wording that the law does not take
 * (`bad-input`, one code per label); a second change of wording while one runs (`not-now`, rewording-runs).
 */
export async function changeSettings(world: World, shop: string, by: StaffMember, change: SettingsChange): Promise<Result<Settings>> {
  if (!may(by.role, 'settings')) return refuse({ code: 'not-allowed', needs: 'settings' })
  if (change.section === 'labels') await settleRewording(world, shop, await settingsOf(world, shop))
  return write(world, async (tx): Promise<Result<Settings>> => {
    const [row] = await tx.$queryRaw<{ settings: unknown }[]>`select settings from shops where shop_id = ${shop} for update`
    const from = readSettings(row?.settings)
    const to = await changed(tx, shop, from, change, by, world.now())
    if (!to.ok) return to
    await tx.shop.update({ where: { shopId: shop }, data: { settings: to.value } })
    if (to.value !== from && ['labels', 'language', 'desk'].includes(change.section)) await wordsChanged(tx, shop)
    await noteDeed(world, tx, shop, by, { action: `settings.${change.section}`, codes: codesOf(from, change) })
    return to
  })
}

/** What a later reader must know: what law was said to apply, by which methods people were identified, and who had to look at an approval. */
function codesOf(from: Settings, change: SettingsChange): Prisma.InputJsonObject {
  if (change.section === 'holds') return { from: from.holds, to: [...change.laws] }
  if (change.section === 'methods') return { from: from.methods, to: change.methods, ageMin: change.ageMin, table: METHODS.version }
  if (change.section === 'payout') return { from: from.payoutCoolDownHours, to: change.coolDownHours }
  if (change.section === 'expiry') return { from: from.expiry, to: change.expiry }
  if (change.section === 'changes') return { from: from.changes, to: change.changes }
  if (change.section !== 'second') return {}
  return { from: from.secondApproval, to: change.second, byHandFrom: from.approvalByHand, byHandTo: change.byHand }
}

/** Segments and the watch tag follow the words of the shop. */
async function wordsChanged(tx: Tx, shop: string): Promise<void> {
  await addJob(tx, 'desk.segments', { shop }, { key: `segments:${shop}` })
  await addJob(tx, 'desk.watch-tags', { shop }, { key: `watch-tags:${shop}` })
}

async function settingsOf(world: World, shop: string): Promise<Settings> {
  const row = await world.db.shop.findUniqueOrThrow({ where: { shopId: shop }, select: { settings: true } })
  return readSettings(row.settings)
}

async function changed(tx: Tx, shop: string, from: Settings, change: SettingsChange, by: StaffMember, at: Date): Promise<Result<Settings>> {
  switch (change.section) {
    case 'holds':
      await addJob(tx, 'accounts.rejudge', { shop }, { key: `rejudge:${shop}`, queue: `erase:${shop}` })
      return ok({ ...from, holds: [...change.laws], holdsSet: { at: at.toISOString(), by: String(by.id) } })
    case 'ledger':
      return ok({ ...from, ledgerPermit: change.permit })
    case 'notices':
      return ok({ ...from, notices: change.notices })
    case 'payout':
      return ok({ ...from, payoutCoolDownHours: change.coolDownHours })
    case 'second':
      return ok({ ...from, secondApproval: change.second, approvalByHand: change.byHand })
    case 'methods':
      return ok({ ...from, methods: change.methods, ageMin: change.ageMin })
    case 'expiry':
      return ok({ ...from, expiry: change.expiry })
    case 'changes':
      return ok({ ...from, changes: change.changes })
    case 'by-hand':
      return ok({ ...from, approveByTagRemoval: change.removal, approveByTagAddition: change.addition })
    case 'language':
      // The labels stay as they are: their presets follow the language, but a change of wording is a decision of its own.
      return ok({ ...from, language: change.language, labels: ownWords(wordingsOf(from).wording, change.language) })
    case 'desk':
      return deskChanged(from, change)
    case 'labels':
      return relabelled(tx, shop, from, change.wording, at)
  }
}

function deskChanged(from: Settings, { section: _, ...to }: Extract<SettingsChange, { section: 'desk' }>): Result<Settings> {
  const { wording, earlier } = wordingsOf(from)
  const fault = watchTagFault(watchTagOf({ ...from, ...to }), wording, earlier)
  return fault ? refuse({ code: 'bad-input', fields: { watchLabel: fault } }) : ok({ ...from, ...to })
}

async function relabelled(tx: Tx, shop: string, from: Settings, to: Wording, at: Date): Promise<Result<Settings>> {
  const { wording, earlier } = wordingsOf(from)
  const faults = wordingFaults(to, wording)
  if (faults.length > 0) {
    return refuse({
      code: 'bad-input',
      fields: Object.fromEntries(faults.map((fault) => [fault.label, fault.code === 'same-as' ? `same-as:${fault.other}` : fault.code])),
    })
  }
  // The tag of watched customers is not one of the law's.
  if (watchTagFault(watchTagOf(from), to, null)) return refuse({ code: 'not-now', because: 'watch-label' })
  if (LABEL_KEYS.every((key) => wording[key] === to[key])) return ok(from)
  if (earlier !== null) return refuse({ code: 'not-now', because: 'rewording-runs' })
  return ok(await beginRewording(tx, shop, from, to, at))
}
