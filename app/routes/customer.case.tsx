import { type ActionFunctionArgs, data, type HeadersArgs, type LoaderFunctionArgs, redirect } from '@remix-run/node'
import { type ShouldRevalidateFunction, useActionData, useLoaderData } from '@remix-run/react'
import { visitorAtDoor, visitorOf } from '../doors/customer.server.ts'
import { customerPageHeaders, newNonce } from '../doors/page-policy.server.ts'
import { caseTag } from '../doors/tickets.server.ts'
import { carryOut } from '../kyc/acts.server.ts'
import { readAct } from '../kyc/acts.ts'
import { countriesIn } from '../kyc/countries.ts'
import { pageView } from '../kyc/page-view.server.ts'
import { payoutView } from '../payout/customer-view.server.ts'
import { CasePage } from '../ui/customer/case-page.tsx'
import styles from '../ui/customer/customer.css?url'
import { CUSTOMER_MESSAGES } from '../ui/customer/messages.server.ts'
import payoutStyles from '../ui/customer/payout/payout.css?url'
import { replyOf } from '../ui/customer/trouble.ts'

export const links = () => [
  { rel: 'stylesheet', href: styles },
  { rel: 'stylesheet', href: payoutStyles },
  { rel: 'icon', href: 'data:,' },
]
export const headers = ({ loaderHeaders }: HeadersArgs) => loaderHeaders
export const meta = () => [{ name: 'robots', content: 'noindex, nofollow' }]
/** The page keeps its own state: what is typed must not be lost to a reload of the data. */
export const shouldRevalidate: ShouldRevalidateFunction = () => false

/** The upload page of one customer. Without a living session, the page that leads back in. */
export const loader = async ({ request }: LoaderFunctionArgs) => {
  const visitor = await visitorOf(request)
  if (!visitor) throw redirect('/customer/over?why=session', { headers: { 'Cache-Control': 'no-store' } })
  const { world, language, shop, customer } = visitor
  const view = await pageView(world, visitor, language, caseTag(world, shop, customer))
  const nonce = newNonce()
  const start = { view, messages: CUSTOMER_MESSAGES[language], countries: countriesIn(language) }
  const payout = await payoutView(world, visitor)
  return data({ start, payout, language, nonce }, { headers: customerPageHeaders(nonce) })
}

/** The same acts as customer.do, posted by a browser that runs no script: done, and the page loads anew. */
export const action = async ({ request }: ActionFunctionArgs) => {
  const form = await request.formData()
  const read = (name: string) => form.get(name) ?? undefined
  const visitor = await visitorAtDoor(request, String(form.get('case') ?? '')).catch((thrown: unknown) => {
    if (thrown instanceof Response) throw redirect('/customer/over?why=session', 303)
    throw thrown
  })
  const act = readAct(read)
  const done = act ? await carryOut(visitor.world, visitor, act) : null
  if (done?.ok) return redirect('/customer/case', 303)
  const reply = replyOf<never>(409, done)
  const faults = 'faults' in reply ? reply.faults : {}
  const typed = act?.act === 'profile' ? { form: act.form, faults } : null
  return data({ typed, trouble: 'trouble' in reply ? reply.trouble : null }, { status: 422 })
}

export default function Case() {
  const { start, payout } = useLoaderData<typeof loader>()
  const before = useActionData<typeof action>()
  return <CasePage start={start} payout={payout} typedBefore={before?.typed ?? null} troubleBefore={before?.trouble ?? null} />
}
