import type { ActionFunctionArgs, LoaderFunctionArgs } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { staffAtDoorWho } from '../doors/staff.server.ts'
import { tryAgain } from '../inbox/inbox.server.ts'
import { ok } from '../platform/result.ts'
import { statusOf } from '../status/status.server.ts'
import { answer } from '../ui/answer.server.ts'
import { StatusPage } from '../ui/status/status-page.tsx'

export { EmbeddedErrorBoundary as ErrorBoundary } from '../ui/embedded-error.tsx'
export { headers } from '../ui/embedded-headers.server.ts'

export const loader = async ({ request }: LoaderFunctionArgs) => {
  const { world, shop } = await staffAtDoorWho('settings', request)
  return { status: await statusOf(world, shop), now: world.now() }
}

export const action = async ({ request }: ActionFunctionArgs) => {
  const { world, shop } = await staffAtDoorWho('settings', request)
  return answer(ok(await tryAgain(world, shop)), 'try-again')
}

export default function StatusRoute() {
  return <StatusPage data={useLoaderData<typeof loader>()} />
}
