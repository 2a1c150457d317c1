import type { LoaderFunctionArgs } from '@remix-run/node'
import { CORS, extensionAtDoor } from '../doors/customer.server.ts'
import { statusFor } from '../kyc/submission.server.ts'

/** Where a customer stands, for our customer-account extension (B07, B08). */
export const loader = async ({ request }: LoaderFunctionArgs) => {
  const { world, shop, customer, language } = await extensionAtDoor(request)
  return Response.json(await statusFor(world, shop, customer, language), { headers: CORS })
}
