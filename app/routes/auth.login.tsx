import type { LoaderFunctionArgs } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { preferredLanguage } from '../platform/i18n/languages.ts'
import { outsideWords } from '../ui/outside.server.ts'

export const loader = ({ request }: LoaderFunctionArgs) => {
  const language = preferredLanguage(request.headers.get('accept-language'), 'ja')
  return { language, text: outsideWords(language) }
}

/** Where the library sends a visitor without a shop: a page opened outside the admin. */
export default function Login() {
  const { text } = useLoaderData<typeof loader>()
  return <p style={{ fontFamily: 'system-ui, sans-serif', padding: 32, lineHeight: 1.8 }}>{text}</p>
}
