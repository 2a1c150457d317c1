import type { Order } from '../../store/types.ts'
import { dateTime, money, personName } from '../format.ts'
import { type Html, html } from '../html.ts'
import { icon } from '../icon.ts'
import type { Routes } from '../visit.ts'
import { APP_NAME, adminPage, type Desk } from './chrome.ts'
import { customerName } from './customers.ts'
import { orderBadge, placeOrderForm } from './orders.ts'
import { deskAt } from './staff.ts'

function home(at: Desk): Response {
  const { shop, words, root, staff } = at
  const tile = (href: string, symbol: string, label: string, n: number) =>
    html`<a class="card tile" href="${root}${href}">${icon(symbol)}<b>${words.count(n)}</b>${label}</a>`
  return adminPage(
    at,
    'home',
    words.home,
    html`<div class="sheet">
      <div class="page-head"><h1>${words.welcome(personName(staff))}</h1><a class="button" href="/storefront/${shop.handle}/" target="_blank">${icon('View')}${words.viewStore}</a></div>
      <div class="tiles">
        ${tile('/customers', 'Person', words.customers, shop.customers.size)}
        ${tile('/orders', 'Order', words.orders, shop.orders.size)}
        ${tile('/products', 'Product', words.products, shop.products.size)}
      </div>
      <div class="card"><header><h2>${APP_NAME}</h2><a class="button primary" href="${root}/apps/${at.apiKey}/app">${words.openApp}</a></header></div>
    </div>`,
  )
}

/** A table of orders, newest first. */
export function ordersTable(at: Desk, orders: readonly Order[]): Html {
  const { shop, staff, words, root } = at
  const row = (order: Order) => {
    const customer = order.customerId === null ? undefined : shop.customers.get(order.customerId)
    return html`<tr>
      <td><a href="${root}/orders/${order.id}"><b>${order.name}</b></a></td>
      <td class="nowrap">${dateTime(order.createdAt, staff.locale, shop.timeZone)}</td>
      <td>${customer ? html`<a href="${root}/customers/${customer.id}">${customerName(customer)}</a>` : order.email}</td>
      <td>${orderBadge(at, order)}</td>
      <td class="num hide-small">${words.items(order.lines.reduce((sum, line) => sum + line.quantity, 0))}</td>
      <td class="num">${money(order.total, shop.currency, staff.locale)}</td>
    </tr>`
  }
  return html`<table>
    <thead><tr><th>${words.order}</th><th>${words.date}</th><th>${words.customer}</th><th>${words.status}</th><th class="num hide-small">${words.product}</th><th class="num">${words.total}</th></tr></thead>
    <tbody>${orders.toSorted((a, b) => b.number - a.number).map(row)}</tbody>
  </table>`
}

function ordersPage(at: Desk): Response {
  const { shop, words } = at
  const list = shop.orders.size ? ordersTable(at, [...shop.orders.values()]) : html`<p class="empty">${words.noOrdersYet}</p>`
  const body = html`<div class="sheet"><div class="page-head"><h1>${icon('Order')}${words.orders}</h1></div>${placeOrderForm(at)}<div class="card flush"><div id="live">${list}</div></div></div>`
  return adminPage(at, 'orders', words.orders, body, { scripts: ['admin/list.js'] })
}

function productsPage(at: Desk): Response {
  const { shop, words, staff } = at
  const status = {
    ACTIVE: html`<span class="badge green">${words.active}</span>`,
    DRAFT: html`<span class="badge blue">${words.draft}</span>`,
    ARCHIVED: html`<span class="badge">${words.archived}</span>`,
  }
  const rows = [...shop.products.values()].map(
    (product) => html`<tr>
      <td><a href="/storefront/${shop.handle}/products/${encodeURIComponent(product.handle)}" target="_blank">${product.title}</a></td>
      <td>${status[product.status]}</td>
      <td class="hide-small"><ul class="tags">${product.tags.map((tag) => html`<li class="tag">${tag}</li>`)}</ul></td>
      <td class="num">${money(product.variants[0]?.price ?? 0, shop.currency, staff.locale)}</td>
    </tr>`,
  )
  const head = html`<thead><tr><th>${words.product}</th><th>${words.status}</th><th class="hide-small">${words.tags}</th><th class="num">${words.price}</th></tr></thead>`
  const list = rows.length ? html`<table>${head}<tbody>${rows}</tbody></table>` : html`<p class="empty">${words.noProducts}</p>`
  const body = html`<div class="sheet"><div class="page-head"><h1>${icon('Product')}${words.products}</h1></div><div class="card flush">${list}</div></div>`
  return adminPage(at, 'products', words.products, body)
}

export const listRoutes: Routes = {
  'GET /store/:handle': (visit) => home(deskAt(visit)),
  'GET /store/:handle/orders': (visit) => ordersPage(deskAt(visit)),
  'GET /store/:handle/products': (visit) => productsPage(deskAt(visit)),
}
