import { customerSessionToken } from '../../auth/session-tokens.ts'
import { json } from '../reply.ts'
import type { Routes } from '../visit.ts'
import { extensionPage, ordersPage, profilePage } from './pages.ts'
import { bundleFile, noExtension, sandboxPage } from './sandbox.ts'
import { accountAt, forCustomer } from './visitor.ts'

export const accountRoutes: Routes = {
  'GET /account/:handle': forCustomer(ordersPage),
  'GET /account/:handle/orders': forCustomer(ordersPage),
  'GET /account/:handle/profile': forCustomer(profilePage),
  'GET /account/:handle/pages/:extension/*rest': forCustomer(
    (account, { params }) =>
      extensionPage(account, params.extension ?? '') ?? noExtension(params.extension ?? '', 'customer-account.page.render'),
  ),
  'GET /account/:handle/extension/:extension/:target': forCustomer(
    (account, { params: { extension = '', target = '' } }) => sandboxPage(account, extension, target) ?? noExtension(extension, target),
  ),
  'GET /account/:handle/bundle/:extension/:target': async ({ world, params: { extension = '', target = '' } }) =>
    (await bundleFile(world, extension, target)) ?? noExtension(extension, target),
  // Asked by the account page around the frame, never by the frame itself: it has no cookies.
  'GET /account/:handle/session-token': (visit) => {
    const account = accountAt(visit)
    return account
      ? json({ token: customerSessionToken(visit.world, visit.shop, account.customer) })
      : json({ error: 'nobody is signed in' }, 401)
  },
}
