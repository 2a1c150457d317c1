import { fulfillmentOf, fulfillmentStatus, handOver, release } from '../../store/fulfillment.ts'
import { addToOrder, setOrderCustomer } from '../../store/order-changes.ts'
import { cancelOrder, createOrder } from '../../store/orders.ts'
import type { Outcome } from '../../store/outcome.ts'
import type { Actor, Order } from '../../store/types.ts'
import { dateTime, money } from '../format.ts'
import { type Html, html } from '../html.ts'
import { icon } from '../icon.ts'
import { redirect } from '../reply.ts'
import { type Routes, readForm, type Visit } from '../visit.ts'
import { adminPage, type Desk } from './chrome.ts'
import { customerName } from './customers.ts'
import { orderWords } from './order-words.ts'
import { deskAt, staffAt } from './staff.ts'
import { refusalsIn } from './words.ts'

/** Where an order stands, as a badge. */
export function orderBadge({ staff }: Desk, order: Order): Html {
  const words = orderWords(staff.locale)
  if (order.cancelledAt !== null) return html`<span class="badge">${words.cancelled}</span>`
  const shown = { FULFILLED: words.fulfilled, ON_HOLD: words.held, PARTIALLY_FULFILLED: words.partly, UNFULFILLED: words.unfulfilled }
  const status = fulfillmentStatus(order)
  return html`<span class="badge ${status === 'FULFILLED' ? 'green' : status === 'ON_HOLD' ? 'blue' : ''}">${shown[status]}</span>`
}

function customerChoice({ shop }: Desk, chosen: number | null, nobody: string): Html {
  const option = (value: string, label: string, isChosen: boolean) =>
    html`<option value="${value}" ${isChosen ? html`selected` : ''}>${label}</option>`
  return html`<select class="input" name="customer">${option('', nobody, chosen === null)}${[...shop.customers.values()].map((one) => option(String(one.id), customerName(one), one.id === chosen))}</select>`
}

/** A form that places an order past the gate, so that what comes after it can be tried by hand. */
export function placeOrderForm(at: Desk): Html {
  const { shop, root, staff, words } = at
  const own = orderWords(staff.locale)
  const ways = Object.entries(own.ways).map(([value, label]) => html`<option value="${value}">${label}</option>`)
  const goods = [...shop.products.values()].map((one) => html`<option value="${one.id}">${one.title}</option>`)
  return html`<details class="card"><summary><b>${own.create}</b></summary><p class="quiet">${own.createHelp}</p>
    <form method="post" action="${root}/orders">
      <label class="field"><span>${own.way}</span><select class="input" name="source">${ways}</select></label>
      <label class="field"><span>${words.customer}</span>${customerChoice(at, [...shop.customers.keys()][0] ?? null, own.noCustomer)}</label>
      <label class="field"><span>${words.product}</span><select class="input" name="product">${goods}</select></label>
      <p><button class="button primary">${own.place}</button></p>
    </form></details>`
}

function fulfillmentCard({ staff, shop }: Desk, order: Order): Html {
  const own = orderWords(staff.locale)
  const parts = fulfillmentOf(order).map((one) => {
    const titles = order.lines.filter(({ id }) => one.lineIds.includes(id))
    const status = { OPEN: own.unfulfilled, ON_HOLD: own.held, CLOSED: own.fulfilled, CANCELLED: own.cancelled }[one.status]
    const holds = one.holds.map(
      (hold) => html`<p class="banner"><b>${own.heldBy(hold.byApp ? 'Sekisho' : own.byStaff)}</b><br>${hold.notes ?? hold.reason}</p>`,
    )
    return html`<section class="part"><p><span class="badge ${one.status === 'CLOSED' ? 'green' : one.status === 'ON_HOLD' ? 'blue' : ''}">${status}</span></p>${holds}
      <ul>${titles.map((line) => html`<li>${line.title} × ${line.quantity} · ${money(line.price, shop.currency, staff.locale)}</li>`)}</ul></section>`
  })
  return html`<div class="card"><header><h2>${own.fulfillment}</h2></header>${parts}</div>`
}

function orderPage(visit: Visit, at: Desk, order: Order): Response {
  const { words, shop, staff, root } = at
  const own = orderWords(staff.locale)
  const here = `${root}/orders/${order.id}`
  const customer = order.customerId === null ? undefined : shop.customers.get(order.customerId)
  const act = (name: string, label: string) =>
    html`<form method="post" action="${here}/${name}"><button class="button gray">${label}</button></form>`
  const refused = visit.url.searchParams.get('refused')
  const side = html`<div class="card"><header><h2>${words.customer}</h2></header>
      <p>${customer ? html`<a href="${root}/customers/${customer.id}">${customerName(customer)}</a>` : own.noCustomer}</p>
      <form method="post" action="${here}/customer">${customerChoice(at, order.customerId, own.noCustomer)}<p><button class="button gray">${own.changeCustomer}</button></p></form></div>
    <div class="card"><header><h2>${words.tags}</h2></header>${order.tags.length ? html`<ul class="tags">${order.tags.map((tag) => html`<li class="tag">${tag}</li>`)}</ul>` : html`<p class="quiet">${own.noTags}</p>`}</div>
    <div class="card"><p>${own.ways[order.source] ?? order.source}</p><p class="quiet">ID ${order.id}</p></div>`
  const open = order.cancelledAt === null
  const body = html`<div class="sheet">
    <div class="page-head"><h1><a href="${root}/orders" aria-label="${words.orders}">${icon('Order')}</a>›<span>${order.name}</span></h1></div>
    ${refused !== null && html`<p class="banner" role="alert"><b>${own.refused}</b><br>${refused}</p>`}
    <div id="live">
      <p class="order-state">${orderBadge(at, order)} ${dateTime(order.createdAt, staff.locale, shop.timeZone)} · ${money(order.total, shop.currency, staff.locale)}</p>
      <div class="columns"><div>${fulfillmentCard(at, order)}
        ${open && html`<div class="card actions">${act('hand-over', own.handOver)}${act('release', own.release)}${act('add', own.addLine)}${act('cancel', own.cancelOrder)}</div>`}
      </div><div>${side}</div></div>
    </div></div>`
  return adminPage(at, 'orders', order.name, body)
}

type Doing = (visit: Visit, order: Order, by: Actor) => Outcome<unknown> | Promise<Outcome<unknown>>

const first = (visit: Visit): number => [...visit.shop.products.keys()][0] ?? 0

const DOINGS: Readonly<Record<string, Doing>> = {
  'hand-over': ({ world, shop }, order, by) => handOver(world, shop, order.id, by),
  release: ({ world, shop }, order, by) => {
    for (const one of fulfillmentOf(order)) release(world, shop, one.id, null, by)
    return { ok: true, value: order }
  },
  add: (visit, order, by) => {
    const productId = order.lines[0]?.productId ?? first(visit)
    return addToOrder(visit.world, visit.shop, order.id, { productId, quantity: 1 }, by)
  },
  cancel: ({ world, shop }, order, by) => cancelOrder(world, shop, order.id, by),
  customer: async ({ world, shop, request }, order, by) => {
    const form = await readForm(request)
    return setOrderCustomer(world, shop, order.id, Number(form.get('customer')), by)
  },
}

const byOf = (visit: Visit): Actor => ({ kind: 'staff', id: staffAt(visit).id })

async function placed(visit: Visit): Promise<Response> {
  const form = await readForm(visit.request)
  const { world, shop } = visit
  const source = (['web', 'draft', 'pos', 'api'] as const).find((each) => each === form.get('source'))
  const customerId = form.get('customer') ? Number(form.get('customer')) : null
  const lines = [{ productId: Number(form.get('product')), quantity: 1 }]
  const order = createOrder(world, shop, { customerId, lines, source }, byOf(visit))
  return redirect(`/store/${shop.handle}/orders${order.ok ? `/${order.value.id}` : ''}`)
}

export const orderRoutes: Routes = {
  'POST /store/:handle/orders': placed,
  'GET /store/:handle/orders/:id': (visit) => {
    const at = deskAt(visit)
    const order = visit.shop.orders.get(Number(visit.params.id))
    if (order) return orderPage(visit, at, order)
    const words = orderWords(at.staff.locale)
    const body = html`<div class="sheet narrow"><div class="card"><h1>${words.noSuchOrder}</h1></div></div>`
    return adminPage(at, 'orders', words.noSuchOrder, body, { status: 404 })
  },
  'POST /store/:handle/orders/:id/:doing': async (visit) => {
    const order = visit.shop.orders.get(Number(visit.params.id))
    const doing = DOINGS[visit.params.doing ?? '']
    const here = `/store/${visit.shop.handle}/orders/${visit.params.id}`
    if (!order || !doing) return redirect(here)
    const outcome = await doing(visit, order, byOf(visit))
    if (outcome.ok) return redirect(here)
    const why = refusalsIn(deskAt(visit).words, outcome.errors).join(' ')
    return redirect(`${here}?refused=${encodeURIComponent(why)}`)
  },
}
