import type { Product } from '../../store/types.ts'
import { money } from '../format.ts'
import { type Html, html, raw } from '../html.ts'
import { icon } from '../icon.ts'
import { productDrop } from './drops.ts'
import { themePage } from './layout.ts'
import { type CartLine, cartTotal, type Site } from './site.ts'

const HUES = 12

/** A picture for a product that has none: a card in a colour of its own. */
function art(site: Site, product: Product): Html {
  const hue = ((product.id % HUES) * 360) / HUES
  return html`<div class="art" style="--hue: ${hue}" aria-hidden="true"><span>${product.title}</span><small>${site.shop.name}</small></div>`
}

const productUrl = ({ root }: Site, product: Product): string => `${root}/products/${encodeURIComponent(product.handle)}`
const priceOf = ({ shop, iso }: Site, amount: string | number): string => money(amount, shop.currency, iso)

function card(site: Site, product: Product): Html {
  const variant = product.variants[0]
  return html`<li class="card">
    <a class="card-link" href="${productUrl(site, product)}">${art(site, product)}<h3>${product.title}</h3></a>
    <p class="price">${variant && priceOf(site, variant.price)}</p>
    ${variant && html`<form method="post" action="${site.root}/cart/add" class="quick-add" data-quick-add><input type="hidden" name="id" value="${variant.id}"><button type="submit" name="add" class="button secondary quick-add__submit">${site.words.quickAdd}</button></form>`}
  </li>`
}

/** The home page with everything on sale. */
export function homePage(site: Site): Promise<Response> {
  const { words, shop } = site
  const products = [...shop.products.values()].filter(({ status }) => status === 'ACTIVE')
  return themePage(
    site,
    { template: 'index', title: words.home },
    () => html`<section class="hero"><h1>${words.heroTitle}</h1><p>${words.heroText}</p><a class="button" href="#products">${words.heroAction}</a></section>
      <section class="band" id="products"><h2>${words.products}</h2>
        ${products.length ? html`<ul class="grid">${products.map((product) => card(site, product))}</ul>` : html`<p>${words.noProducts}</p>`}</section>`,
  )
}

/** One product, with the form that an Online Store 2.0 theme has and the app's blocks below it. */
export function productPage(site: Site, product: Product): Promise<Response> {
  const { words, root, shop } = site
  const variant = product.variants[0]
  const form = html`<product-form class="product-form"><form method="post" action="${root}/cart/add" id="product-form-${product.id}" class="form" enctype="multipart/form-data" data-type="add-to-cart-form">
    <input type="hidden" name="form_type" value="product"><input type="hidden" name="utf8" value="✓"><input type="hidden" name="id" value="${variant?.id}">
    <input class="quantity" type="number" name="quantity" value="1" min="1" max="99" inputmode="numeric" aria-label="${words.quantity}">
    <div class="product-form__buttons"><button type="submit" name="add" class="button secondary product-form__submit"><span>${words.addToCart}</span></button>
      <div data-shopify="payment-button" class="shopify-payment-button"><button type="submit" name="buy" value="now" formaction="${root}/cart/add?return_to=checkout" class="button shopify-payment-button__button shopify-payment-button__button--unbranded">${words.buyNow}</button></div></div>
  </form></product-form>`
  return themePage(
    site,
    { template: 'product', title: product.title, drops: { product: productDrop(site, product) } },
    ({ section }) => html`<section class="product">
      <div class="media">${art(site, product)}</div>
      <div class="info"><p class="vendor">${product.vendor || shop.name}</p><h1>${product.title}</h1><p class="price large">${variant && priceOf(site, variant.price)}</p>
        ${variant && form}
        ${section}
        ${product.descriptionHtml && html`<div class="description rte"><h2>${words.details}</h2>${raw(product.descriptionHtml)}</div>`}</div>
    </section>`,
  )
}

function cartRow(site: Site, { product, variant, quantity }: CartLine): Html {
  const { words, root } = site
  return html`<tr>
    <td><a class="line" href="${productUrl(site, product)}">${art(site, product)}<span>${product.title}</span></a></td>
    <td><label><span class="sr">${words.quantity}</span><input type="number" name="updates[${variant.id}]" value="${quantity}" min="0" max="99"></label>
      <a class="remove" href="${root}/cart/change?id=${variant.id}&amp;quantity=0" aria-label="${words.remove}: ${product.title}">${icon('Delete')}</a></td>
    <td class="num">${priceOf(site, Number(variant.price) * quantity)}</td>
  </tr>`
}

/** The cart with its way to checkout. */
export function cartPage(site: Site): Promise<Response> {
  const { words, root, cart } = site
  const filled = html`<form method="post" action="${root}/cart" id="cart" class="cart">
    <table><thead><tr><th>${words.product}</th><th>${words.quantity}</th><th class="num">${words.total}</th></tr></thead><tbody>${cart.map((line) => cartRow(site, line))}</tbody></table>
    <div class="cart__footer"><p class="subtotal"><span>${words.subtotal}</span><b>${priceOf(site, cartTotal(cart))}</b></p>
      <div class="cart__ctas"><button name="update" class="button secondary">${words.update}</button><button type="submit" name="checkout" id="checkout" class="button cart__checkout-button">${words.checkout}</button></div></div>
  </form>`
  const empty = html`<p>${words.emptyCart}</p><p><a class="button" href="${root}/">${words.continueShopping}</a></p>`
  const items = cart.map(({ product, variant, quantity }) => ({ product: productDrop(site, product), id: variant.id, quantity }))
  return themePage(
    site,
    { template: 'cart', title: words.cart, drops: { cart: { items, item_count: items.length } } },
    ({ section }) =>
      html`<section class="band narrow"><h1>${words.cart}</h1>${cart.length ? filled : empty}${cart.length > 0 && section}</section>`,
  )
}

/** There is nothing at this address. */
export function missingPage(site: Site): Promise<Response> {
  const { words, root } = site
  return themePage(
    site,
    { template: '404', title: words.notFound, status: 404 },
    () =>
      html`<section class="band narrow center"><h1>${words.notFound}</h1><a class="button" href="${root}/">${words.backHome}</a></section>`,
  )
}
