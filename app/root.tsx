import { Links, Meta, Outlet, Scripts, useMatches } from '@remix-run/react'
import type { ReactNode } from 'react'
import { isLanguage } from './platform/i18n/languages.ts'

// No ScrollRestoration: it reads sessionStorage, which throws where third-party storage is blocked.

/**
 * The document. A page says its language by `language` in its loader's answer, and by `nonce` the mark that its policy asks of inline
 * scripts; the innermost ones count.
 */
export function Layout({ children }: { children: ReactNode }) {
  const said = useMatches().map(({ data }) => data as { language?: unknown; nonce?: unknown } | null | undefined)
  const nonce = said.map((data) => data?.nonce).findLast((value) => typeof value === 'string')
  return (
    <html lang={said.map((data) => data?.language).findLast(isLanguage) ?? 'ja'}>
      <head>
        <meta charSet="utf-8" />
        <meta name="viewport" content="width=device-width,initial-scale=1" />
        <Meta />
        <Links />
      </head>
      <body>
        {children}
        <Scripts {...(nonce ? { nonce } : {})} />
      </body>
    </html>
  )
}

export default function Root() {
  return <Outlet />
}
