import type { LoaderFunctionArgs } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { staffAtDoorWho } from '../doors/staff.server.ts'
import { readAsked } from '../ledger/asked.ts'
import { todayOf } from '../ledger/list.server.ts'
import { PRINTED_MAX, printLedger } from '../ledger/taking-out.server.ts'
import { factsOf } from '../staff/facts-read.server.ts'
import { PrintPage } from '../ui/ledger/print-page.tsx'

export { EmbeddedErrorBoundary as ErrorBoundary } from '../ui/embedded-error.tsx'
export { headers } from '../ui/embedded-headers.server.ts'

/** Everything that is asked for on one page, which prints itself. */
export const loader = async ({ request }: LoaderFunctionArgs) => {
  const { world, shop, member, settings } = await staffAtDoorWho('see-ledger', request)
  const asked = readAsked(new URL(request.url).searchParams, await todayOf(world, shop))
  const printed = await printLedger(world, shop, member, asked)
  const { name = shop } = await factsOf(world, shop)
  return { asked, entries: printed.ok ? printed.value : null, max: PRINTED_MAX, shop: name, permit: settings.ledgerPermit }
}

export default function LedgerPrintRoute() {
  return <PrintPage data={useLoaderData<typeof loader>()} />
}
