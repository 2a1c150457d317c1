import { ordersOf } from '../../store/customers.ts'
import type { Order } from '../../store/types.ts'
import { addressLines } from '../address.ts'
import { day, money, personName } from '../format.ts'
import { type Content, type Html, html, jsonScript } from '../html.ts'
import { icon } from '../icon.ts'
import { LANGUAGES } from '../locales.ts'
import { page } from '../reply.ts'
import { extensionFrames, pageFrame, pageOf } from './extension-frame.ts'
import type { Account } from './visitor.ts'

type Tab = 'orders' | 'profile' | 'page'

function header({ shop, root, words, iso, customer }: Account, tab: Tab): Html {
  const link = (href: string, label: string, current: boolean) =>
    html`<a href="${href}" ${current ? html`aria-current="page"` : ''}>${label}</a>`
  return html`<header>
    <a class="shop" href="/storefront/${shop.handle}/?locale=${iso}">${shop.name}</a>
    <nav aria-label="${words.menu}">${link(`${root}/`, words.orders, tab === 'orders')}${link(`${root}/profile`, words.profile, tab === 'profile')}</nav>
    <details class="person"><summary aria-label="${words.menu}">${icon('Profile')}${icon('ChevronDown')}</summary><div>
      <p><b>${personName(customer)}</b><br><small>${customer.email}</small></p>
      <a href="${root}/profile">${words.profile}</a><a href="/storefront/${shop.handle}/?locale=${iso}">${words.shop}</a>
      <p class="languages"><small>${words.language}</small>${LANGUAGES.map((one) => html`<a href="?locale=${one.iso}" lang="${one.iso}" ${one.iso === iso ? html`aria-current="true"` : ''}>${one.name}</a>`)}</p>
      <a href="/storefront/${shop.handle}/account/logout">${words.signOut}</a></div></details>
  </header>`
}

function accountPage(account: Account, tab: Tab, title: string, body: Content): Response {
  const { shop, iso, root, customer } = account
  const bridge = { root, shopHandle: shop.handle, customerId: customer.id, iso }
  return page(
    { lang: iso, title: `${title} – ${shop.name}`, styles: ['account.css'], scripts: ['account/host.js'], bodyClass: 'account' },
    html`${header(account, tab)}<main>${body}</main><div id="toast" role="status" aria-live="polite"></div>${jsonScript('bridge', bridge)}`,
  )
}

function orderCard({ shop, iso, words }: Account, order: Order): Html {
  const count = order.lines.reduce((sum, line) => sum + line.quantity, 0)
  return html`<li class="card order"><p class="badge">${icon('CheckCircle')}${words.confirmed} <small>${day(order.createdAt, iso, shop.timeZone)}</small></p>
    <div class="tile" style="--hue: ${((order.lines[0]?.productId ?? 0) % 12) * 30}" aria-hidden="true"></div>
    <p><b>${order.lines.map(({ title }) => title).join('、')}</b><br><small>${words.items(count)}</small></p>
    <p class="foot"><span>${words.order} ${order.name}</span><b>${money(order.total, shop.currency, iso)}</b></p></li>`
}

/** Where a customer lands: announcements of extensions, then the orders. */
export function ordersPage(account: Account): Response {
  const { words, shop, customer } = account
  const orders = ordersOf(shop, customer).toReversed()
  const list = orders.length
    ? html`<ul class="orders">${orders.map((order) => orderCard(account, order))}</ul>`
    : html`<div class="card empty">${icon('Order')}<p><b>${words.noOrders}</b></p><p class="quiet">${words.noOrdersText}</p></div>`
  return accountPage(
    account,
    'orders',
    words.orders,
    html`<div class="announcements">${extensionFrames(account, 'customer-account.order-index.announcement.render')}</div>
      <h1>${words.orders}</h1>${extensionFrames(account, 'customer-account.order-index.block.render')}${list}`,
  )
}

/** The profile with the blocks of extensions below it. */
export function profilePage(account: Account): Response {
  const { words, customer } = account
  const row = (label: string, value: string | null) => html`<div><dt>${label}</dt><dd>${value || '—'}</dd></div>`
  const addresses = customer.addresses.map((address) => html`<p>${addressLines(address).join(' ')}</p>`)
  return accountPage(
    account,
    'profile',
    words.profile,
    html`<div class="announcements">${extensionFrames(account, 'customer-account.profile.announcement.render')}</div>
      <h1>${words.profile}</h1>
      <section class="card"><dl>${row(words.name, personName(customer))}${row(words.email, customer.email)}${row(words.phone, customer.phone)}</dl></section>
      ${extensionFrames(account, 'customer-account.profile.block.render')}
      <section class="card"><h2>${words.addresses}</h2>${addresses.length ? addresses : html`<p class="quiet">${words.noAddress}</p>`}</section>`,
  )
}

/** The full page of an extension, or undefined when there is none by this handle. */
export function extensionPage(account: Account, handle: string): Response | undefined {
  const placed = pageOf(handle)
  return placed && accountPage(account, 'page', placed.extension.name, html`<div class="full">${pageFrame(account, placed)}</div>`)
}
