import { data, type HeadersArgs, type LoaderFunctionArgs } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { accountPageOf, cookieOf, visitorLanguage } from '../doors/customer.server.ts'
import { customerPageHeaders, newNonce } from '../doors/page-policy.server.ts'
import styles from '../ui/customer/customer.css?url'
import { CUSTOMER_MESSAGES } from '../ui/customer/messages.server.ts'
import { OverPage } from '../ui/customer/over-page.tsx'

export const links = () => [
  { rel: 'stylesheet', href: styles },
  { rel: 'icon', href: 'data:,' },
]
export const headers = ({ loaderHeaders }: HeadersArgs) => loaderHeaders
export const meta = () => [{ name: 'robots', content: 'noindex, nofollow' }]

/** Tells who comes with a spent ticket or after the session how to come back in. */
export const loader = async ({ request }: LoaderFunctionArgs) => {
  const { searchParams } = new URL(request.url)
  const language = visitorLanguage(request)
  const shop = searchParams.get('shop') ?? ''
  const accountPage = (await accountPageOf(shop)) ?? (await accountPageOf(cookieOf(request)))
  const why = searchParams.get('why') === 'ticket' ? 'ticket' : 'session'
  const nonce = newNonce()
  const messages = CUSTOMER_MESSAGES[language]
  return data({ language, messages, accountPage, why, shop, nonce } as const, { headers: customerPageHeaders(nonce) })
}

export default function Over() {
  return <OverPage {...useLoaderData<typeof loader>()} />
}
