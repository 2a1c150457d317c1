import type { LoaderFunctionArgs } from '@remix-run/node'
import { refusalResponse } from '../doors/refusals.ts'
import { staffAtDoorWho } from '../doors/staff.server.ts'
import { readAsked } from '../ledger/asked.ts'
import { csvOf } from '../ledger/csv.server.ts'
import { todayOf } from '../ledger/list.server.ts'
import { exportLedger } from '../ledger/taking-out.server.ts'
import { translator } from '../platform/i18n/translate.ts'
import { COLUMNS, cellsOf } from '../ui/ledger/columns.ts'
import { ADMIN_MESSAGES, type AdminReference } from '../ui/messages.ts'

export { headers } from '../ui/embedded-headers.server.ts'

/** The ledger as a table, in the shop's language, fetched with the session token: its address alone opens nothing. */
export const loader = async ({ request }: LoaderFunctionArgs) => {
  const { world, shop, member, settings } = await staffAtDoorWho('see-ledger', request)
  const asked = readAsked(new URL(request.url).searchParams, await todayOf(world, shop))
  const exported = await exportLedger(world, shop, member, asked)
  if (!exported.ok) return refusalResponse(exported.refusal, { 'Cache-Control': 'no-store, private' })
  const { language } = settings
  const t = translator<AdminReference>(language, ADMIN_MESSAGES[language])
  const rows = exported.value
  async function* cells() {
    for await (const entry of rows) yield cellsOf(t, entry)
  }
  const header = COLUMNS.map((column) => t(`ledger.column.${column}`))
  return new Response(csvOf(header, cells()), {
    headers: {
      'Content-Type': 'text/csv; charset=utf-8',
      'Content-Disposition': `attachment; filename="ledger_${asked.from}_${asked.to}.csv"`,
      'Cache-Control': 'no-store, private',
      'X-Content-Type-Options': 'nosniff',
    },
  })
}
