import type { ActionFunctionArgs } from '@remix-run/node'
import { NO_STORE, visitorAtDoor } from '../doors/customer.server.ts'
import { qrPicture } from '../doors/qr.server.ts'
import { issueTicket, TICKET_MINUTES } from '../doors/tickets.server.ts'

/** A ticket for the same customer's phone, as a picture only: what a camera reads never stands in a log or a history. */
export const action = async ({ request }: ActionFunctionArgs) => {
  const { world, shop, customer, language, signedInAt } = await visitorAtDoor(request)
  const { text } = await issueTicket(world, shop, customer, language, signedInAt)
  const picture = await qrPicture(`${world.config.appUrl}/customer/enter#${text}`)
  return Response.json({ picture, seconds: TICKET_MINUTES * 60 }, { headers: NO_STORE })
}

export const loader = () => new Response(null, { status: 405, headers: { Allow: 'POST' } })
