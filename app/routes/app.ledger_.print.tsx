import type { LoaderFunctionArgs } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { staffAtDoorWho } from '../doors/staff.server.ts'
import { readAsked, readPlace } from '../ledger/asked.ts'
import { todayOf } from '../ledger/list.server.ts'
import { printLedger } from '../ledger/taking-out.server.ts'
import { factsOf } from '../staff/facts-read.server.ts'
import { PrintPage } from '../ui/ledger/print-page.tsx'

export { EmbeddedErrorBoundary as ErrorBoundary } from '../ui/embedded-error.tsx'
export { headers } from '../ui/embedded-headers.server.ts'

/** What is asked for on one page, which prints itself; in parts, where it is more than a browser lays out. */
export const loader = async ({ request }: LoaderFunctionArgs) => {
  const { world, shop, member, settings } = await staffAtDoorWho('see-ledger', request)
  const { searchParams } = new URL(request.url)
  const asked = readAsked(searchParams, await todayOf(world, shop))
  const printed = await printLedger(world, shop, member, { asked, after: readPlace(searchParams.get('after')) })
  const { name = shop } = await factsOf(world, shop)
  return { asked, part: printed.ok ? printed.value : null, shop: name, permit: settings.ledgerPermit }
}

export default function LedgerPrintRoute() {
  return <PrintPage data={useLoaderData<typeof loader>()} />
}
