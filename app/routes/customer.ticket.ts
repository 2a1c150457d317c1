import type { ActionFunctionArgs, LoaderFunctionArgs } from '@remix-run/node'
import { CORS, extensionAtDoor } from '../doors/customer.server.ts'
import { issueTicket } from '../doors/tickets.server.ts'

/** A ticket to the upload page, for our customer-account extension. It travels behind the #, which browsers send to nobody. */
export const action = async ({ request }: ActionFunctionArgs) => {
  const { world, shop, customer, language } = await extensionAtDoor(request)
  const { text, expiresAt } = await issueTicket(world, shop, customer, language)
  return Response.json({ url: `${world.config.appUrl}/customer/enter#${text}`, expiresAt }, { headers: CORS })
}

/** Preflights arrive here; nothing else is answered. */
export const loader = async ({ request }: LoaderFunctionArgs) => {
  if (request.method === 'OPTIONS') return new Response(null, { status: 204, headers: CORS })
  return new Response(null, { status: 405, headers: { ...CORS, Allow: 'POST, OPTIONS' } })
}
