import { noteDeed } from '../audit/note.server.ts'
import { listAddress, readList } from '../kyc/filters.ts'
import { ok, type Result, refuse } from '../platform/result.ts'
import { type World, write } from '../platform/world.server.ts'
import type { StaffMember } from '../staff/members.server.ts'
import { may } from '../staff/roles.ts'

/** A list that staff made of a view and filters. Everybody in the shop has it. */
export interface SavedView {
  readonly id: string
  readonly name: string
  /** The query of its address. */
  readonly address: string
}

export const SAVED_MAX = 20
export const NAME_MAX = 40

/** What staff do with saved lists. */
export type SavedAct =
  | { readonly act: 'save'; readonly id: string | null; readonly name: string; readonly address: string }
  | { readonly act: 'remove'; readonly id: string }

/** Reads the form of the queue; null when it is no such act. */
export function readSavedAct(form: FormData): SavedAct | null {
  const text = (name: string) => String(form.get(name) ?? '').trim()
  if (text('act') === 'remove') return { act: 'remove', id: text('id') }
  return text('act') === 'save' ? { act: 'save', id: text('id') || null, name: text('name'), address: text('address') } : null
}

/** The saved lists of a shop, oldest first. */
export async function savedViews(world: World, shop: string): Promise<SavedView[]> {
  return world.db.kycSavedView.findMany({
    where: { shopId: shop },
    orderBy: [{ createdAt: 'asc' }, { id: 'asc' }],
    select: { id: true, name: true, address: true },
  })
}

/** Saves, renames or removes a list, on record. Refuses names that are empty, too long or taken, and more lists than a row of tabs can hold. */
export async function changeSavedViews(world: World, shop: string, by: StaffMember, change: SavedAct): Promise<Result<null>> {
  if (!may(by.role, 'decide')) return refuse({ code: 'not-allowed', needs: 'decide' })
  return write(world, async (tx): Promise<Result<null>> => {
    // One at a time per shop: names must stay distinct and few.
    await tx.$executeRaw`select pg_advisory_xact_lock(hashtextextended(${`saved-views:${shop}`}, 0))`
    const rows = await tx.kycSavedView.findMany({ where: { shopId: shop } })
    const noted = (id: string) => noteDeed(world, tx, shop, by, { action: `list.${change.act}`, subject: `list:${id}` })
    if (change.act === 'remove') {
      const { count } = await tx.kycSavedView.deleteMany({ where: { shopId: shop, id: change.id } })
      if (count > 0) await noted(change.id)
      return ok(null)
    }
    const others = rows.filter(({ id }) => id !== change.id)
    if (change.name === '') return refuse({ code: 'bad-input', fields: { name: 'empty' } })
    if ([...change.name].length > NAME_MAX) return refuse({ code: 'bad-input', fields: { name: 'too-long' } })
    if (others.some(({ name }) => name === change.name)) return refuse({ code: 'bad-input', fields: { name: 'taken' } })
    if (others.length >= SAVED_MAX) return refuse({ code: 'bad-input', fields: { name: 'too-many' } })
    const { view, filter } = readList(new URLSearchParams(change.address))
    const row = { name: change.name, address: listAddress(view, filter) }
    const id = rows.find((one) => one.id === change.id)?.id ?? world.newId()
    await tx.kycSavedView.upsert({
      where: { shopId_id: { shopId: shop, id } },
      create: { shopId: shop, id, ...row, createdBy: by.id, createdAt: world.now() },
      update: row,
    })
    await noted(id)
    return ok(null)
  })
}
