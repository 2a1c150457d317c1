import { createCustomer, ordersOf } from '../../store/customers.ts'
import type { Customer, Shop } from '../../store/types.ts'
import { prefectureOf } from '../address.ts'
import { money, personName } from '../format.ts'
import { type Html, html } from '../html.ts'
import { icon } from '../icon.ts'
import { json } from '../reply.ts'
import { type Routes, readForm } from '../visit.ts'
import { adminPage, type Desk } from './chrome.ts'
import { dialogForm, field } from './forms.ts'
import { deskAt } from './staff.ts'
import { refusalsIn } from './words.ts'

const LIST_MAX = 100

/** What the admin calls a customer: name, else e-mail, else phone. */
export const customerName = (customer: Customer): string => personName(customer) || (customer.email ?? customer.phone ?? `#${customer.id}`)

/** Sum of the customer's orders, as decimal text. */
export const spentBy = (shop: Shop, customer: Customer): number =>
  ordersOf(shop, customer).reduce((sum, order) => sum + Number(order.total), 0)

const folded = (text: string): string => text.normalize('NFKC').toLowerCase()

/** True when every word of the query stands in the customer's name, contact or tags. */
function matches(customer: Customer, query: string): boolean {
  const { firstName, lastName, email, phone, tags } = customer
  const haystack = folded([firstName, lastName, lastName, firstName, email, phone, ...tags].filter(Boolean).join(' '))
  return folded(query)
    .split(/\s+/)
    .every((word) => haystack.includes(word))
}

function row({ shop, staff, root }: Desk, customer: Customer): Html {
  const address = customer.addresses.find(({ id }) => id === customer.defaultAddressId)
  return html`<tr>
    <td><a href="${root}/customers/${customer.id}">${customerName(customer)}</a><br><small>${customer.email}</small></td>
    <td><ul class="tags">${customer.tags.map((tag) => html`<li class="tag">${tag}</li>`)}</ul></td>
    <td class="hide-small">${address && [prefectureOf(address), address.city].filter(Boolean).join(' ')}</td>
    <td class="num">${ordersOf(shop, customer).length}</td>
    <td class="num hide-small">${money(spentBy(shop, customer), shop.currency, staff.locale)}</td>
  </tr>`
}

function listPage(at: Desk, query: string): Response {
  const { words, shop } = at
  const all = [...shop.customers.values()].sort((a, b) => b.id - a.id)
  const found = query ? all.filter((customer) => matches(customer, query)) : all
  const nothing = html`<p class="empty">${all.length === 0 ? words.noCustomers : words.noMatch}</p>`
  const table = html`<table>
    <thead><tr><th>${words.name}</th><th>${words.tags}</th><th class="hide-small">${words.location}</th><th class="num">${words.orderCount}</th><th class="num hide-small">${words.amountSpent}</th></tr></thead>
    <tbody>${found.slice(0, LIST_MAX).map((customer) => row(at, customer))}</tbody>
  </table>`
  const form = dialogForm(words, 'add-customer', `${at.root}/customers`, words.addCustomer, [
    html`<div class="pair">${field(words.lastName, 'lastName', '', 'family-name')}${field(words.firstName, 'firstName', '', 'given-name')}</div>`,
    field(words.email, 'email', '', 'email'),
    field(words.phone, 'phone', '', 'tel'),
  ])
  return adminPage(
    at,
    'customers',
    words.customers,
    html`<div class="sheet">
      <div class="page-head"><h1>${icon('Person')}${words.customers}</h1><button class="button primary" data-open="add-customer">${words.addCustomer}</button></div>
      <div class="card flush">
        <form class="filters" role="search"><label>${icon('Search')}<input type="search" name="q" value="${query}" placeholder="${words.searchCustomers}" aria-label="${words.searchCustomers}"></label></form>
        <div id="live">${found.length ? table : nothing}</div>
      </div>
      <p class="quiet">${words.customersCount(found.length)}</p>
      ${form}
    </div>`,
    { scripts: ['admin/list.js', 'admin/forms.js'] },
  )
}

export const customersRoutes: Routes = {
  'GET /store/:handle/customers': (visit) => listPage(deskAt(visit), (visit.url.searchParams.get('q') ?? '').trim()),
  'POST /store/:handle/customers': async (visit) => {
    const { staff, root, words } = deskAt(visit)
    const form = await readForm(visit.request)
    const draft = {
      firstName: form.get('firstName'),
      lastName: form.get('lastName'),
      email: form.get('email') || null,
      phone: form.get('phone') || null,
    }
    const made = createCustomer(visit.world, visit.shop, { ...draft, locale: visit.shop.locale }, { kind: 'staff', id: staff.id })
    return made.ok ? json({ location: `${root}/customers/${made.value.id}` }) : json({ errors: refusalsIn(words, made.errors) }, 422)
  },
}
