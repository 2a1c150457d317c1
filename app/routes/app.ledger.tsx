import type { LoaderFunctionArgs } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { staffAtDoorWho } from '../doors/staff.server.ts'
import { readAsked, readPlace } from '../ledger/asked.ts'
import { countOf, entriesOf, todayOf } from '../ledger/list.server.ts'
import { LedgerPage, SHOWN_MAX } from '../ui/ledger/ledger-page.tsx'

export { EmbeddedErrorBoundary as ErrorBoundary } from '../ui/embedded-error.tsx'
export { headers } from '../ui/embedded-headers.server.ts'

export const loader = async ({ request }: LoaderFunctionArgs) => {
  const { world, shop, settings } = await staffAtDoorWho('see-ledger', request)
  const { searchParams } = new URL(request.url)
  const asked = readAsked(searchParams, await todayOf(world, shop))
  const after = readPlace(searchParams.get('after'))
  const [entries, count] = await Promise.all([entriesOf(world, shop, asked, after, SHOWN_MAX + 1), countOf(world, shop, asked)])
  return { asked, entries, count, isFirst: after === null, permit: settings.ledgerPermit }
}

export default function LedgerRoute() {
  return <LedgerPage data={useLoaderData<typeof loader>()} />
}
