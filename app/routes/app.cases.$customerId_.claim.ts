import type { ActionFunctionArgs } from '@remix-run/node'
import { claim, release, takeClaim } from '../desk/claims.server.ts'
import { refusalResponse } from '../doors/refusals.ts'
import { staffAtDoorWho } from '../doors/staff.server.ts'
import { customerIdOf } from '../shopify/gid.ts'

export { headers } from '../ui/embedded-headers.server.ts'

const ACTS = { claim, release, take: takeClaim } as const
const isAct = (act: string): act is keyof typeof ACTS => Object.hasOwn(ACTS, act)

/** Claims a case, keeps the claim going, gives it back, or takes it over. */
export const action = async ({ request, params }: ActionFunctionArgs) => {
  const { world, shop, member: by } = await staffAtDoorWho('decide', request)
  const customer = customerIdOf(params.customerId)
  if (customer === null) return refusalResponse({ code: 'not-found' })
  const asked = String((await request.formData()).get('act'))
  if (!isAct(asked)) return refusalResponse({ code: 'bad-input', fields: { act: 'unknown' } })
  const done = await ACTS[asked](world, { shop, customer, by })
  return done.ok ? Response.json({ until: done.value?.until ?? null }) : refusalResponse(done.refusal)
}
