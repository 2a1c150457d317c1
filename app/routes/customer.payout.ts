import type { ActionFunctionArgs } from '@remix-run/node'
import { isFresh, NO_STORE, visitorAtDoor } from '../doors/customer.server.ts'
import { refusalResponse } from '../doors/refusals.ts'
import { accountFormOf } from '../payout/account-form.ts'
import { payoutView } from '../payout/customer-view.server.ts'
import { registerAccount, removeAccount, type Tried, tryAccount } from '../payout/register.server.ts'
import type { Result } from '../platform/result.ts'

/** What the section 受取口座 of the customer's page does: look, try an account, register it, remove it. Answered with the section's view. */
export const action = async ({ request }: ActionFunctionArgs) => {
  const visitor = await visitorAtDoor(request)
  const { world, shop, customer } = visitor
  const who = { shop, customer }
  const body = ((await request.json().catch(() => null)) ?? {}) as Record<string, unknown>
  const form = accountFormOf((field) => body[field])
  const fresh = isFresh(visitor)
  const done: Result<unknown> =
    body.act === 'try'
      ? await tryAccount(world, who, form)
      : body.act === 'register'
        ? await registerAccount(world, who, { form, fresh })
        : body.act === 'remove'
          ? await removeAccount(world, who, fresh)
          : { ok: true, value: null }
  if (!done.ok) return refusalResponse(done.refusal, NO_STORE)
  const tried = body.act === 'try' ? triedOf(done.value) : {}
  return Response.json({ view: await payoutView(world, who), ...tried }, { headers: NO_STORE })
}

/** Of an account that was tried the page needs the name as banks write it and whether it is the customer's: it knows the rest. */
function triedOf(value: unknown) {
  const { account, match } = value as Tried
  const { holder, branch, number, deposit, assurance } = account
  return { tried: { holder, branch, number, deposit, assurance, match } }
}

export const loader = () => new Response(null, { status: 405, headers: { Allow: 'POST' } })
