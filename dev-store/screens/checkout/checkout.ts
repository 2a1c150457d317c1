import { createCustomer, customerByEmail } from '../../store/customers.ts'
import { createOrder } from '../../store/orders.ts'
import type { Customer, Order } from '../../store/types.ts'
import { money, personName } from '../format.ts'
import { type Content, type Html, html } from '../html.ts'
import { icon } from '../icon.ts'
import { page, redirect } from '../reply.ts'
import { cartCookieOf, cartTotal, type Site } from '../storefront/site.ts'
import { readForm } from '../visit.ts'
import { gateErrors } from './gate.ts'

const nameOf = (customer: Customer): string => personName(customer) || (customer.email ?? '')

function shell(site: Site, title: string, body: Content, status = 200): Response {
  const { shop, iso, root } = site
  return page(
    { lang: iso, title: `${title} – ${shop.name}`, styles: ['checkout.css'], status, bodyClass: 'checkout' },
    html`<header><a href="${root}/">${shop.name}</a><a href="${root}/cart" aria-label="${site.words.cart}">${icon('Cart')}</a></header>${body}`,
  )
}

function summary(site: Site): Html {
  const { words, cart, shop, iso } = site
  const amount = (value: number) => money(value, shop.currency, iso)
  return html`<aside aria-label="${words.orderSummary}"><h2>${words.orderSummary}</h2>
    <ul>${cart.map(({ product, variant, quantity }) => html`<li><span class="thumb" style="--hue: ${(product.id % 12) * 30}" aria-hidden="true"><b>${quantity}</b></span><span>${product.title}<small>× ${quantity}</small></span><span class="num">${amount(Number(variant.price) * quantity)}</span></li>`)}</ul>
    <p class="total"><span>${words.total}</span><b><small>${shop.currency}</small> ${amount(cartTotal(cart))}</b></p></aside>`
}

function contact(site: Site): Html {
  const { words, customer, root } = site
  if (customer) return html`<p class="who"><b>${nameOf(customer)}</b><br>${customer.email}</p>`
  const back = encodeURIComponent(`${root}/checkout`)
  return html`<p class="who">${words.guestCheckout} · <a href="${root}/account/login?return_to=${back}">${words.signIn}</a></p>`
}

function checkoutPage(site: Site, errors: readonly string[], status = 200): Response {
  const { words, root } = site
  const trouble =
    errors.length > 0 &&
    html`<div class="banner" role="alert" id="checkout-errors">${icon('AlertCircle')}<div><b>${words.cannotOrder}</b>${errors.map((text) => html`<p>${text}</p>`)}</div></div>`
  return shell(
    site,
    words.checkoutTitle,
    html`<div class="columns"><main><h1>${words.checkoutTitle}</h1>${trouble}
      <section><h2>${words.contact}</h2>${contact(site)}</section>
      <form method="post" action="${root}/checkout" onsubmit="this.querySelector('button').disabled = true">
        <label class="field"><span>${words.otherEmail}</span><input type="email" name="email" maxlength="254" autocomplete="off"></label>
        <label class="field"><span>${words.note}</span><textarea name="note" maxlength="500" rows="2"></textarea></label>
        <button class="pay" id="place-order" ${errors.length > 0 && status === 200 ? html`disabled` : ''}>${words.placeOrder}</button></form></main>
      ${summary(site)}</div>`,
    status,
  )
}

/** `GET /checkout`: the function is asked as the page opens. */
export async function openCheckout(site: Site): Promise<Response> {
  if (site.cart.length === 0) return redirect(`${site.root}/cart`)
  return checkoutPage(site, await gateErrors(site, 'CHECKOUT_INTERACTION'))
}

/**
 * Whose the order becomes. Paid with a wallet under another address, it is not the customer's whom the function saw: the gate passes, and the order lands
 * on somebody else, who may be new (community.shopify.dev/t/32228).
 */
function landsOn({ world, shop, customer }: Site, email: string | undefined): number | null {
  if (!email?.trim()) return customer?.id ?? null
  const known = customerByEmail(shop, email)
  if (known) return known.id
  const created = createCustomer(world, shop, { email, locale: shop.locale }, { kind: 'visitor' })
  return created.ok ? created.value.id : (customer?.id ?? null)
}

/** `POST /checkout`: the function is asked again, with the metafield as it stands now; only then there is an order (D03, D04). */
export async function placeOrder(site: Site): Promise<Response> {
  const { world, shop, cart, customer, root } = site
  if (cart.length === 0) return redirect(`${root}/cart`)
  const form = await readForm(site.request)
  const errors = await gateErrors(site, 'CHECKOUT_COMPLETION')
  if (errors.length) return checkoutPage(site, errors, 422)
  const lines = cart.map(({ product, variant, quantity }) => ({ productId: product.id, variantId: variant.id, quantity }))
  const draft = { customerId: landsOn(site, form.get('email')), lines, note: form.get('note') || null, source: 'web' } as const
  const order = createOrder(world, shop, draft, customer ? { kind: 'customer', id: customer.id } : { kind: 'visitor' })
  if (!order.ok)
    return checkoutPage(
      site,
      order.errors.map(({ message }) => message),
      422,
    )
  return redirect(`${root}/checkout/thank-you?order=${order.value.id}`, [cartCookieOf(shop, [])])
}

function thanks(site: Site, order: Order): Response {
  const { words, customer, shop, iso } = site
  const rows = order.lines.map(
    ({ title, quantity, price }) =>
      html`<li><span>${title}<small>× ${quantity}</small></span><span class="num">${money(Number(price) * quantity, shop.currency, iso)}</span></li>`,
  )
  return shell(
    site,
    words.orderDone,
    html`<div class="columns single"><main><p class="done">${icon('CheckCircle')}<span><small>${words.orderNumber} ${order.name}</small><b>${customer ? words.thanks(nameOf(customer)) : words.thanksGuest}</b></span></p>
      <section><h2>${words.orderDone}</h2><ul>${rows}</ul><p class="total"><span>${words.total}</span><b>${money(order.total, shop.currency, iso)}</b></p></section>
      <p><a class="pay" href="/account/${shop.handle}/?locale=${iso}">${words.toAccount}</a> <a href="${site.root}/">${words.continueShopping}</a></p></main></div>`,
  )
}

/** The page after the order; somebody else's order is not shown. */
export function thankYou(site: Site): Response {
  const order = site.shop.orders.get(Number(site.url.searchParams.get('order')))
  if (!order || order.customerId !== (site.customer?.id ?? null)) return redirect(`${site.root}/`)
  return thanks(site, order)
}
