import type { ActionFunctionArgs } from '@remix-run/node'
import { NO_STORE, visitorAtDoor } from '../doors/customer.server.ts'
import { refusalResponse } from '../doors/refusals.ts'
import { caseTag, keepLanguage } from '../doors/tickets.server.ts'
import { carryOut } from '../kyc/acts.server.ts'
import { readAct } from '../kyc/acts.ts'
import { countriesIn } from '../kyc/countries.ts'
import { pageView } from '../kyc/page-view.server.ts'
import { CUSTOMER_MESSAGES } from '../ui/customer/messages.server.ts'

/** Everything that the customer's page does by script: one act, answered with the whole view. */
export const action = async ({ request }: ActionFunctionArgs) => {
  const { world, cookie, language, ...who } = await visitorAtDoor(request)
  const body: unknown = await request.json().catch(() => null)
  const act = readAct((name) => (body as Record<string, unknown> | null)?.[name])
  if (!act) return refusalResponse({ code: 'bad-input', fields: { act: 'unknown' } }, NO_STORE)
  const done = await carryOut(world, who, act)
  if (!done.ok) return refusalResponse(done.refusal, NO_STORE)
  const view = await pageView(world, who, language, caseTag(world, who.shop, who.customer))
  if (act.act !== 'language') return Response.json({ view }, { headers: NO_STORE })
  await keepLanguage(world, cookie, language)
  return Response.json({ view, messages: CUSTOMER_MESSAGES[language], countries: countriesIn(language) }, { headers: NO_STORE })
}

export const loader = () => new Response(null, { status: 405, headers: { Allow: 'POST' } })
