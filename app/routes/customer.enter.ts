import type { ActionFunctionArgs, LoaderFunctionArgs } from '@remix-run/node'
import { accountPageOf, isFromOurPage, NO_STORE, sessionCookie, visitorLanguage } from '../doors/customer.server.ts'
import { customerPageHeaders, newNonce } from '../doors/page-policy.server.ts'
import { refusalResponse } from '../doors/refusals.ts'
import { redeemTicket, shopNamedIn } from '../doors/tickets.server.ts'
import { world } from '../platform/world.server.ts'
import { enterPage } from '../ui/customer/enter-page.server.ts'

/** The page that a ticket opens: its script takes the ticket out of the address at once and exchanges it below. */
export const loader = ({ request }: LoaderFunctionArgs) => {
  const nonce = newNonce()
  const headers = { ...customerPageHeaders(nonce), 'Content-Type': 'text/html; charset=utf-8' }
  return new Response(enterPage(visitorLanguage(request), nonce), { headers })
}

const TICKET_BODY_MAX = 1000

/** Exchanges a ticket for a session of half an hour. A spent, late or forged one is told the way to a new one. */
export const action = async ({ request }: ActionFunctionArgs) => {
  if (!isFromOurPage(request)) return refusalResponse({ code: 'not-allowed', needs: 'our own page' }, NO_STORE)
  const ticket = (await request.text()).slice(0, TICKET_BODY_MAX)
  const entered = await redeemTicket(world(), ticket)
  if (entered)
    return Response.json({ next: '/customer/case' }, { headers: { ...NO_STORE, 'Set-Cookie': sessionCookie(world(), entered.cookie) } })
  const shop = (await accountPageOf(ticket)) ? shopNamedIn(ticket) : null
  const over = `/customer/over?why=ticket${shop ? `&shop=${shop.split('.')[0]}` : ''}`
  return Response.json({ refusal: { code: 'ticket-spent' }, over }, { status: 410, headers: NO_STORE })
}
