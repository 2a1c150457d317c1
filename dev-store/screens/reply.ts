import { type Content, html } from './html.ts'

/** What a screen answers with; every page of the dev store is fresh on every request. */
const HEADERS = { 'Cache-Control': 'no-store', 'X-Content-Type-Options': 'nosniff' }

export interface PageOptions {
  readonly lang: string
  readonly title: string
  readonly styles: readonly string[]
  readonly scripts?: readonly string[]
  readonly head?: Content
  readonly bodyClass?: string
  readonly status?: number
  readonly headers?: Record<string, string>
}

/** A whole document. Styles and scripts are names below /__screens/. */
export function page(options: PageOptions, body: Content): Response {
  const text = html`<!doctype html>
<html lang="${options.lang}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<link rel="icon" href="/__screens/icon.svg" type="image/svg+xml">
<title>${options.title}</title>
${options.styles.map((name) => html`<link rel="stylesheet" href="/__screens/${name}">`)}
${(options.scripts ?? []).map((name) => html`<script type="module" src="/__screens/${name}"></script>`)}
${options.head}
</head>
<body class="${options.bodyClass ?? ''}">
${body}
</body>
</html>`.text
  return new Response(text, {
    status: options.status ?? 200,
    headers: { ...HEADERS, 'Content-Type': 'text/html; charset=utf-8', ...options.headers },
  })
}

/** A JSON answer. */
export const json = (value: unknown, status = 200, headers: Record<string, string> = {}): Response =>
  new Response(JSON.stringify(value), { status, headers: { ...HEADERS, 'Content-Type': 'application/json; charset=utf-8', ...headers } })

/** 303 See Other, with cookies set on the way. */
export function redirect(location: string, cookies: readonly string[] = []): Response {
  const headers = new Headers({ ...HEADERS, Location: location })
  for (const cookie of cookies) headers.append('Set-Cookie', cookie)
  return new Response(null, { status: 303, headers })
}

/** The value of a cookie, or undefined. */
export function cookie(request: Request, name: string): string | undefined {
  for (const pair of (request.headers.get('Cookie') ?? '').split(';')) {
    const [key, ...value] = pair.trim().split('=')
    if (key === name) return decodeURIComponent(value.join('='))
  }
  return undefined
}

/** A Set-Cookie line; an empty value forgets the cookie. */
export const setCookie = (name: string, value: string): string =>
  `${name}=${encodeURIComponent(value)}; Path=/; HttpOnly; SameSite=Lax; Max-Age=${value === '' ? 0 : 30 * 86_400}`

/** A path of this very site, else the fallback: what a visitor may name as the place to return to. */
export const localPath = (wanted: string | null | undefined, fallback: string): string =>
  wanted && /^\/(?![/\\])/.test(wanted) ? wanted : fallback
