import type { LoaderFunctionArgs } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { holdingsOf } from '../accounts/holds.server.ts'
import { staffAtDoorWho } from '../doors/staff.server.ts'
import { HoldsPage } from '../ui/holds/holds-page.tsx'

export { EmbeddedErrorBoundary as ErrorBoundary } from '../ui/embedded-error.tsx'
export { headers } from '../ui/embedded-headers.server.ts'

export const loader = async ({ request }: LoaderFunctionArgs) => {
  const { world, shop } = await staffAtDoorWho('unseal', request)
  return { ...(await holdingsOf(world, shop)), now: world.now() }
}

export default function HoldsRoute() {
  return <HoldsPage data={useLoaderData<typeof loader>()} />
}
