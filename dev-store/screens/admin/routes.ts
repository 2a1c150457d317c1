import { html } from '../html.ts'
import type { Routes } from '../visit.ts'
import { appRoutes } from './app.ts'
import { adminPage } from './chrome.ts'
import { customerRoutes } from './customer.ts'
import { customersRoutes } from './customers.ts'
import { listRoutes } from './lists.ts'
import { orderRoutes } from './orders.ts'
import { deskAt, staffRoutes } from './staff.ts'

export const adminRoutes: Routes = {
  ...appRoutes,
  ...customersRoutes,
  ...customerRoutes,
  ...listRoutes,
  ...orderRoutes,
  ...staffRoutes,
  // Shopify's admin has hundreds of pages; a link of the app to one that is not here still shows where it would lead.
  'GET /store/:handle/*rest': (visit) => {
    const at = deskAt(visit)
    const body = html`<div class="sheet narrow"><div class="card"><h1>${at.words.noPage}</h1><p class="quiet">${visit.url.pathname}</p></div></div>`
    return adminPage(at, 'none', at.words.noPage, body, { status: 404 })
  },
}
