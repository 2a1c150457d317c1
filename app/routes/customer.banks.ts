import type { LoaderFunctionArgs } from '@remix-run/node'
import { NO_STORE, visitorOf } from '../doors/customer.server.ts'
import { refusalResponse } from '../doors/refusals.ts'
import { findBanks, findBranches } from '../payout/banks.server.ts'

/** Banks of Japan, or the branches of one, for who is on the upload page: `?q=` what was typed, `?bank=` the code. Few at a time. */
export const loader = async ({ request }: LoaderFunctionArgs) => {
  if (!(await visitorOf(request))) return refusalResponse({ code: 'session-over' }, NO_STORE)
  const { searchParams } = new URL(request.url)
  const [typed, bank] = [searchParams.get('q') ?? '', searchParams.get('bank')]
  const places = bank === null ? findBanks(typed) : findBranches(bank, typed)
  return Response.json({ places }, { headers: { 'Cache-Control': 'private, max-age=3600' } })
}
