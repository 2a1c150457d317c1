import { staffById } from '../../store/shops.ts'
import type { Shop, Staff } from '../../store/types.ts'
import { cookie, localPath, redirect, setCookie } from '../reply.ts'
import { type Routes, readForm, type Visit } from '../visit.ts'
import { type Desk, desk } from './chrome.ts'

const cookieName = (shop: Shop): string => `staff-${shop.handle}`

/** Who sits at this browser: the one chosen in the top bar, else the account owner. Throws in a shop without staff. */
export function staffAt({ request, shop }: Visit): Staff {
  const chosen = staffById(shop, Number(cookie(request, cookieName(shop))))
  const staff = chosen ?? shop.staff.find((person) => person.accountOwner) ?? shop.staff[0]
  if (!staff) throw new Error(`${shop.domain} has no staff`)
  return staff
}

/** The admin as the person at this browser sees it. */
export const deskAt = (visit: Visit): Desk => desk(visit.shop, staffAt(visit), visit.world.config.apiKey)

export const staffRoutes: Routes = {
  'POST /store/:handle/staff': async ({ request, shop }) => {
    const form = await readForm(request)
    return redirect(localPath(form.get('back'), `/store/${shop.handle}`), [setCookie(cookieName(shop), form.get('staff') ?? '')])
  },
}
