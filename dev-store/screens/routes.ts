import { shopByHandle } from '../store/shops.ts'
import type { World } from '../store/world.ts'
import { accountRoutes } from './account/routes.ts'
import { adminRoutes } from './admin/routes.ts'
import { assets } from './assets.ts'
import { html } from './html.ts'
import { inbox } from './inbox/pages.ts'
import { json, page } from './reply.ts'
import { startPage } from './start.ts'
import { storefrontRoutes } from './storefront/routes.ts'
import { compile, type Routes, type Screen } from './visit.ts'

type Compiled = [(method: string, path: string) => Record<string, string> | undefined, Screen][]

const tables: Routes[] = [adminRoutes, storefrontRoutes, accountRoutes]

// A page elsewhere in the browser must not press our buttons; scripts and tests without a browser send no such header.
const isForeign = (request: Request): boolean => request.method !== 'GET' && request.headers.get('Sec-Fetch-Site') === 'cross-site'

function oops(request: Request, error: unknown): Response {
  console.error(error)
  const text = error instanceof Error ? (error.stack ?? error.message) : String(error)
  if (!request.headers.get('Accept')?.includes('text/html')) return json({ error: text }, 500)
  return page(
    { lang: 'en', title: 'The dev store stumbled', styles: ['start.css'], status: 500 },
    html`<main><h1>The dev store stumbled</h1><pre>${text}</pre></main>`,
  )
}

/** The screens a person uses. The answer to a request, or undefined when its address is none of theirs. */
export default function routes(world: World): (request: Request) => Promise<Response | undefined> {
  const compiled: Compiled = tables.flatMap((table) =>
    Object.entries(table).map(([pattern, screen]): Compiled[number] => [compile(pattern), screen]),
  )
  return async (request) => {
    const url = new URL(request.url)
    if (isForeign(request)) return json({ error: 'this page may not act on the dev store' }, 403)
    try {
      const asset = await assets(request)
      if (asset) return asset
      if (url.pathname === '/') return startPage(world)
      const mail = inbox(world, request)
      if (mail) return mail
      const method = request.method === 'HEAD' ? 'GET' : request.method
      for (const [match, screen] of compiled) {
        const params = match(method, url.pathname)
        if (!params) continue
        const shop = shopByHandle(world, params.handle ?? '')
        if (!shop)
          return page(
            { lang: 'en', title: 'No such store', styles: ['start.css'], status: 404 },
            html`<main><h1>There is no store “${params.handle}”</h1></main>`,
          )
        return await screen({ world, request, url, params, shop })
      }
      return undefined
    } catch (error) {
      return oops(request, error)
    }
  }
}
