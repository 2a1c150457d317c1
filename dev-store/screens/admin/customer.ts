import { ordersOf } from '../../store/customers.ts'
import type { Customer } from '../../store/types.ts'
import { timeOf } from '../../store/world.ts'
import { addressLines, prefectures } from '../address.ts'
import { money } from '../format.ts'
import { type Html, html } from '../html.ts'
import { icon } from '../icon.ts'
import { json } from '../reply.ts'
import type { Routes, Visit } from '../visit.ts'
import { adminPage, type Desk } from './chrome.ts'
import { customerEdits } from './customer-edits.ts'
import { metafieldRows } from './customer-metafields.ts'
import { customerName, spentBy } from './customers.ts'
import { dialogForm, field } from './forms.ts'
import { ordersTable } from './lists.ts'
import { deskAt } from './staff.ts'
import { timelineOf } from './timeline.ts'

const DAY_MS = 86_400_000

function stats(visit: Visit, { words, shop, staff }: Desk, customer: Customer): Html {
  const days = Math.max(0, Math.floor((timeOf(visit.world) - Date.parse(customer.createdAt)) / DAY_MS))
  return html`<dl class="stats">
    <div><dt>${words.amountSpent}</dt><dd>${money(spentBy(shop, customer), shop.currency, staff.locale)}</dd></div>
    <div><dt>${words.orderCount}</dt><dd>${ordersOf(shop, customer).length}</dd></div>
    <div><dt>${words.customerSince}</dt><dd>${words.days(days)}</dd></div>
    <div><dt>ID</dt><dd>${customer.id}</dd></div>
  </dl>`
}

function contact({ words }: Desk, customer: Customer): Html {
  const address = customer.addresses.find(({ id }) => id === customer.defaultAddressId)
  const lines = address ? addressLines(address) : []
  const orNothing = (value: string | null, nothing: string) => html`<p class="${value ? '' : 'quiet'}">${value ?? nothing}</p>`
  return html`<section><header><h3>${words.contact}</h3><button type="button" class="icon-button" data-open="edit-contact" aria-label="${words.editContact}">${icon('Edit')}</button></header>
      ${orNothing(customer.email, words.noEmail)}${orNothing(customer.phone, words.noPhone)}</section>
    <section><header><h3>${words.defaultAddress}</h3><button type="button" class="icon-button" data-open="edit-address" aria-label="${words.editAddress}">${icon('Edit')}</button></header>
      ${lines.length ? lines.map((line) => html`<p>${line}</p>`) : orNothing(null, words.noAddress)}</section>
    <section><h3>${words.marketing}</h3><p>${customer.emailConsent.state === 'SUBSCRIBED' ? words.subscribed : words.notSubscribed}</p></section>`
}

/** Everything on the page that the store may change behind it: fragments by the id of their place, and the editable values. */
function living(visit: Visit, at: Desk, customer: Customer) {
  const { shop, words } = at
  const orders = ordersOf(shop, customer)
  const recent = html`<header><h2>${words.lastOrder}</h2></header>${orders.length ? ordersTable(at, orders) : html`<p class="quiet">${words.noOrders}</p>`}`
  return {
    parts: {
      'part-name': html`${customerName(customer)}`.text,
      'part-stats': stats(visit, at, customer).text,
      'part-orders': recent.text,
      'part-contact': contact(at, customer).text,
      'part-timeline': timelineOf(at, customer).text,
    },
    tags: customer.tags,
    note: customer.note ?? '',
    metafields: Object.fromEntries(metafieldRows(visit.world, shop, customer).map((row) => [row.id, row.value])),
  }
}

function contactForm({ words, root }: Desk, customer: Customer): Html {
  return dialogForm(words, 'edit-contact', `${root}/customers/${customer.id}/contact`, words.editContact, [
    html`<div class="pair">${field(words.lastName, 'lastName', customer.lastName, 'off')}${field(words.firstName, 'firstName', customer.firstName, 'off')}</div>`,
    field(words.email, 'email', customer.email, 'off'),
    field(words.phone, 'phone', customer.phone, 'off'),
  ])
}

function addressForm({ words, root, shop }: Desk, customer: Customer): Html {
  const address = customer.addresses.find(({ id }) => id === customer.defaultAddressId)
  const line = (label: string, name: 'company' | 'zip' | 'province' | 'city' | 'address1' | 'address2' | 'phone') =>
    field(label, name, address?.[name] ?? null, 'off')
  const country = address?.countryCode ?? shop.countryCode
  const options = prefectures().map(
    ([code, name]) => html`<option value="${code}" ${code === address?.provinceCode ? html`selected` : ''}>${name}</option>`,
  )
  const zone =
    country === 'JP'
      ? html`<label class="field"><span>${words.province}</span><select name="provinceCode"><option value=""></option>${options}</select></label>`
      : line(words.province, 'province')
  return dialogForm(words, 'edit-address', `${root}/customers/${customer.id}/address`, words.editAddress, [
    html`<input type="hidden" name="countryCode" value="${country}">`,
    html`<div class="pair">${field(words.lastName, 'lastName', address?.lastName ?? customer.lastName, 'off')}${field(words.firstName, 'firstName', address?.firstName ?? customer.firstName, 'off')}</div>`,
    line(words.company, 'company'),
    html`<div class="pair">${line(words.zip, 'zip')}${zone}</div>`,
    line(words.city, 'city'),
    line(words.address1, 'address1'),
    line(words.address2, 'address2'),
    line(words.phone, 'phone'),
  ])
}

function metafieldCard(visit: Visit, { words, shop }: Desk, customer: Customer): Html {
  const rows = metafieldRows(visit.world, shop, customer)
  const control = (row: (typeof rows)[number]) => {
    if (row.type !== 'boolean')
      return html`<input class="input" id="mf-${row.id}" data-metafield="${row.id}" ${row.writable ? '' : html`readonly`}>`
    return html`<select class="input" id="mf-${row.id}" data-metafield="${row.id}" ${row.writable ? '' : html`disabled`}>
      <option value="">${words.blank}</option><option value="true">${words.true}</option><option value="false">${words.false}</option></select>`
  }
  return html`<div class="card"><header><h2>${words.metafields}</h2></header>
    ${rows.length === 0 && html`<p class="quiet">${words.noMetafields}</p>`}
    ${rows.map((row) => html`<div class="metafield"><label for="mf-${row.id}"><b>${row.name}</b><small>${row.id}</small></label>${control(row)}</div>`)}
  </div>`
}

function side(at: Desk): Html {
  const { words, shop } = at
  const known = new Set([...shop.customers.values()].flatMap((one) => one.tags))
  return html`<div class="card"><header><h2>${words.customer}</h2></header><div id="part-contact"></div></div>
    <div class="card"><header><label for="tag-input"><h2>${words.tags}</h2></label></header>
      <input id="tag-input" class="input tag-input" list="known-tags" maxlength="2000" placeholder="${words.addTag}" aria-describedby="tag-hint" autocomplete="off">
      <datalist id="known-tags">${[...known].map((tag) => html`<option value="${tag}">`)}</datalist>
      <p><small id="tag-hint">${words.addTagHint}</small></p>
      <ul class="tags" id="tags" aria-live="polite"></ul></div>
    <div class="card"><header><label for="note"><h2>${words.notes}</h2></label></header>
      <textarea id="note" class="input" maxlength="5000" placeholder="${words.noNotes}"></textarea></div>`
}

function customerPage(visit: Visit, at: Desk, customer: Customer): Response {
  const { words, shop, root } = at
  const name = customerName(customer)
  const canDelete = ordersOf(shop, customer).length === 0
  const here = `${root}/customers/${customer.id}`
  const data = {
    here,
    list: `${root}/customers`,
    state: living(visit, at, customer),
    words: {
      removeTag: words.removeTag('%'),
      deleteTitle: words.deleteTitle(name),
      deleteBody: words.deleteBody,
      deleteCustomer: words.deleteCustomer,
      cancel: words.cancel,
      deleted: words.deleted,
      backToList: words.backToList,
    },
  }
  return adminPage(
    at,
    'customers',
    name,
    html`<div class="sheet" id="customer" data-id="${customer.id}">
      <div class="page-head"><h1><a href="${root}/customers" aria-label="${words.backToList}">${icon('Person')}</a>›<span id="part-name"></span></h1>
        <details class="menu"><summary class="button gray">${words.moreActions}${icon('ChevronDown')}</summary><div class="popover">
          <button type="button" data-open="edit-contact">${icon('Edit')}${words.editContact}</button>
          <button type="button" class="destructive" id="delete" ${canDelete ? '' : html`disabled title="${words.cannotDelete}"`}>${icon('Delete')}${words.deleteCustomer}</button>
        </div></details></div>
      <div class="card flush" id="part-stats"></div>
      <div class="columns"><div>
        <div class="card" id="part-orders"></div>
        ${metafieldCard(visit, at, customer)}
        <h2 class="timeline-title">${words.timeline}</h2><div id="part-timeline"></div>
      </div><div>${side(at)}</div></div>
      ${contactForm(at, customer)}${addressForm(at, customer)}
    </div>`,
    { scripts: ['admin/customer.js', 'admin/forms.js'], data },
  )
}

const customerOf = ({ shop, params }: Visit): Customer | undefined => shop.customers.get(Number(params.id))

export const customerRoutes: Routes = {
  'GET /store/:handle/customers/:id': (visit) => {
    const at = deskAt(visit)
    const customer = customerOf(visit)
    if (customer) return customerPage(visit, at, customer)
    const body = html`<div class="sheet narrow"><div class="card"><h1>${at.words.noSuchCustomer}</h1><p><a href="${at.root}/customers">${at.words.backToList}</a></p></div></div>`
    return adminPage(at, 'customers', at.words.noSuchCustomer, body, { status: 404 })
  },
  'GET /store/:handle/customers/:id/live': (visit) => {
    const customer = customerOf(visit)
    return customer ? json(living(visit, deskAt(visit), customer)) : json({ gone: true }, 404)
  },
  ...customerEdits,
}
