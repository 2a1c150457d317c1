import type { LoaderFunctionArgs } from '@remix-run/node'
import { staffAtDoorWho } from '../doors/staff.server.ts'
import { nextOfList } from '../kyc/expiring-list.server.ts'
import { customerIdOf } from '../shopify/gid.ts'
import { caseAddress, queueAddress, readQueueAsk } from '../ui/queue/address.ts'

export { headers } from '../ui/embedded-headers.server.ts'

/** Goes on to the next case of a list that nobody else works on, or back to the list when there is none. */
export const loader = async ({ request }: LoaderFunctionArgs) => {
  const { world, shop, member, settings, redirect } = await staffAtDoorWho('see-cases', request)
  const params = new URL(request.url).searchParams
  const ask = readQueueAsk(params)
  const narrowed = { filter: ask.filter, me: member.id, now: world.now(), serviceHours: settings.serviceHours }
  const next = await nextOfList(world, shop, ask.view, narrowed, customerIdOf(params.get('after') ?? undefined) ?? 0n)
  return redirect(next === null ? queueAddress(ask) : caseAddress(next, ask))
}
