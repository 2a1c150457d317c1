import type { ActionFunctionArgs, LoaderFunctionArgs } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { requestsAbout } from '../accounts/holds.server.ts'
import { panelOf } from '../checks/panel.server.ts'
import { caseDesk } from '../desk/case-desk.server.ts'
import { staffAtDoorWho } from '../doors/staff.server.ts'
import { acceptAndApprove } from '../kyc/accept-and-approve.server.ts'
import { casePage } from '../kyc/case-page.server.ts'
import { readDecision } from '../kyc/decision-form.ts'
import { decide } from '../kyc/decisions.server.ts'
import { personOf } from '../kyc/people.server.ts'
import { verifiedThen } from '../kyc/verified-then.server.ts'
import { wordingsOf } from '../kyc/wordings.ts'
import { payoutCard } from '../payout/desk.server.ts'
import { customerIdOf } from '../shopify/gid.ts'
import { actsOf } from '../staff/roles.ts'
import { answer } from '../ui/answer.server.ts'
import { CasePage } from '../ui/case/case-page.tsx'
import { ErasedPage } from '../ui/holds/erased-page.tsx'
import { leadsOn, rememberedList } from '../ui/queue/address.ts'

export { EmbeddedErrorBoundary as ErrorBoundary } from '../ui/embedded-error.tsx'
export { headers } from '../ui/embedded-headers.server.ts'

const customerOf = (text: string | undefined): bigint => {
  const customer = customerIdOf(text)
  if (customer === null) throw new Response(null, { status: 404 })
  return customer
}

export const loader = async ({ request, params }: LoaderFunctionArgs) => {
  const { world, shop, member, settings, can } = await staffAtDoorWho('see-cases', request)
  const customer = customerOf(params.customerId)
  const page = await casePage(world, shop, customer, member)
  if (!page) {
    // Who was erased has a record in place of a case, and links to it still stand in tasks and lists.
    const requests = await requestsAbout(world, shop, customer)
    if (requests.length === 0) throw new Response(null, { status: 404 })
    return { erased: { customer, requests, mayUnseal: can('unseal') } }
  }
  const person = personOf(world, shop, customer)
  const shown = {
    ...page,
    desk: await caseDesk(world, shop, customer, { by: member, settings }),
    list: rememberedList(new URL(request.url).searchParams),
    customer,
    me: member.id,
    payout: await payoutCard(world, { shop, customer }, member),
    ...{ person, was: verifiedThen(world, { shop, customer }, page.row.case.party, member, person) },
    checks: panelOf(world, { shop, customer }, member, settings, person),
    wording: wordingsOf(settings).wording,
    fallback: settings.language,
    may: { decide: can('decide'), seeDocuments: can('see-documents'), acts: actsOf(member.role) },
    now: world.now(),
  }
  return { shown }
}

export const action = async ({ request, params }: ActionFunctionArgs) => {
  const { world, shop, member: by } = await staffAtDoorWho('see-cases', request)
  const customer = customerOf(params.customerId)
  const form = await request.formData()
  const read = readDecision(form)
  if (!read.ok) return answer(read, '')
  const { version, decision } = read.value
  const result =
    decision.type === 'accept-and-approve'
      ? await acceptAndApprove(world, { shop, customer, version, by })
      : await decide(world, { shop, customer, version, by, decision })
  // A first approval that waits for a second one leaves the case as it is.
  const proposed = result.ok && !result.value.verified && decision.type.endsWith('approve')
  const did = proposed ? 'propose' : decision.type
  return answer(result, did, result.ok ? leadsOn(customer, result.value, String(form.get('list') ?? ''), proposed) : undefined)
}

export default function CaseRoute() {
  const data = useLoaderData<typeof loader>()
  if (data.shown) return <CasePage key={data.shown.customer.toString()} data={data.shown} />
  return data.erased ? <ErasedPage data={data.erased} /> : null
}
