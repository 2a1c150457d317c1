import type { LoaderFunctionArgs } from '@remix-run/node'
import { authenticateAdmin } from '../shopify/admin.server.ts'

export { headers } from '../ui/embedded-headers.server.ts'

/** The library's own pages (bounce, exit from the frame). No component: they must leave as the library wrote them. */
export const loader = async ({ request }: LoaderFunctionArgs) => {
  await authenticateAdmin(request)
  return null
}
