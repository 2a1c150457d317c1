import { randomBytes } from 'node:crypto'
import { grantScopes } from '../../auth/access-tokens.ts'
import { staffSessionToken } from '../../auth/session-tokens.ts'
import { timeOf } from '../../store/world.ts'
import { personName } from '../format.ts'
import { html } from '../html.ts'
import { json } from '../reply.ts'
import type { Routes, Visit } from '../visit.ts'
import { APP_NAME, adminPage } from './chrome.ts'
import { extensionsOfApp } from './extensions.ts'
import { launchUrl } from './launch.ts'
import { deskAt, staffAt } from './staff.ts'

function appPage(visit: Visit): Response {
  const { world, shop, url, params } = visit
  const { config } = world
  const at = deskAt(visit)
  const launch = {
    appUrl: config.appUrl,
    apiSecret: config.apiSecret,
    shop: shop.domain,
    handle: shop.handle,
    locale: at.staff.locale,
    session: randomBytes(32).toString('hex'),
    idToken: staffSessionToken(world, shop, at.staff),
    now: Math.floor(timeOf(world) / 1000),
  }
  const data = {
    root: at.root,
    appRoot: `${at.root}/apps/${config.apiKey}`,
    appOrigin: new URL(config.appUrl).origin,
    src: launchUrl(launch, `/${params.rest || 'app'}${url.search}`),
    name: APP_NAME,
  }
  return adminPage(
    at,
    'app',
    APP_NAME,
    html`<div class="app-bar"><span class="mark" aria-hidden="true">関</span><h1 id="app-title">${APP_NAME}</h1><div id="app-actions"></div></div>
    <div class="app-frame"><p id="frame-wait">${APP_NAME} …</p><iframe id="app" name="app-iframe" title="${APP_NAME}" allow="clipboard-write; fullscreen"></iframe></div>`,
    { scripts: ['admin/app.js'], data, bare: true },
  )
}

const scopesOf = ({ shop, world }: Visit) => ({ granted: [...shop.installation.scopes], required: [...world.app().scopes], optional: [] })

export const appRoutes: Routes = {
  'GET /store/:handle/apps/:key/*rest': appPage,
  'GET /store/:handle/session-token': (visit) => json({ token: staffSessionToken(visit.world, visit.shop, staffAt(visit)) }),
  'GET /store/:handle/user': (visit) => {
    const staff = staffAt(visit)
    return json({
      id: String(staff.id),
      name: personName(staff),
      email: staff.email,
      accountAccess: staff.accountOwner ? 'account_owner' : 'full_access',
    })
  },
  'GET /store/:handle/scopes': (visit) => json(scopesOf(visit)),
  'POST /store/:handle/scopes': async (visit) => {
    const wanted = (await visit.request.json()) as string[]
    const foreign = wanted.filter((scope) => !visit.world.app().scopes.includes(scope))
    if (foreign.length) return json({ error: `shopify.app.toml does not ask for ${foreign.join(', ')}` }, 422)
    grantScopes(visit.world, visit.shop, [...new Set([...visit.shop.installation.scopes, ...wanted])])
    return json(scopesOf(visit))
  },
  'GET /store/:handle/extensions': (visit) => json(extensionsOfApp(staffAt(visit).locale)),
}
