import type { LoaderFunctionArgs } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { staffAtDoorWho } from '../doors/staff.server.ts'
import { queueScreen } from '../kyc/queue-screen.server.ts'
import { readQueueAsk } from '../ui/queue/address.ts'
import { QueuePage } from '../ui/queue/queue-page.tsx'

export { EmbeddedErrorBoundary as ErrorBoundary } from '../ui/embedded-error.tsx'
export { headers } from '../ui/embedded-headers.server.ts'

export const loader = async ({ request }: LoaderFunctionArgs) => {
  const { world, shop } = await staffAtDoorWho('see-cases', request)
  return queueScreen(world, shop, readQueueAsk(new URL(request.url).searchParams))
}

export default function Cases() {
  return <QueuePage data={useLoaderData<typeof loader>()} />
}
