import type { ActionFunctionArgs } from '@remix-run/node'
import { shopifyAtDoor } from '../doors/shopify.server.ts'
import { keep } from '../inbox/inbox.server.ts'
import { world } from '../platform/world.server.ts'

/** Every subscription of shopify.app.toml ends here (customers, orders, app, compliance). Verify, keep, answer: the worker does the rest. */
export const action = async ({ request }: ActionFunctionArgs) => {
  await keep(world(), await shopifyAtDoor(request))
  return new Response(null, { status: 200 })
}

export const loader = () => new Response(null, { status: 405, headers: { Allow: 'POST' } })
