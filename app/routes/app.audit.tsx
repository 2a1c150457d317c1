import type { LoaderFunctionArgs } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { readLogAsk } from '../audit/groups.ts'
import { logPage } from '../audit/log.server.ts'
import { staffAtDoorWho } from '../doors/staff.server.ts'
import { staffOf } from '../staff/members.server.ts'
import { AuditPage } from '../ui/audit/audit-page.tsx'

export { EmbeddedErrorBoundary as ErrorBoundary } from '../ui/embedded-error.tsx'
export { headers } from '../ui/embedded-headers.server.ts'

export const loader = async ({ request }: LoaderFunctionArgs) => {
  const { world, shop, can } = await staffAtDoorWho('see-audit', request)
  const ask = readLogAsk(new URL(request.url).searchParams)
  const [page, staff] = await Promise.all([logPage(world, shop, ask), staffOf(world, shop)])
  return {
    page,
    ask,
    staff: staff.map(({ id, name }) => ({ id: id.toString(), name: name || id.toString() })),
    maySeeCases: can('see-cases'),
    now: world.now(),
  }
}

export default function AuditRoute() {
  return <AuditPage data={useLoaderData<typeof loader>()} />
}
