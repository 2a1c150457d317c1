import { type Content, type Html, html, raw } from '../html.ts'
import { icon } from '../icon.ts'
import { LANGUAGES } from '../locales.ts'
import { page } from '../reply.ts'
import { type AppBlocks, appBlocks } from './app-blocks.ts'
import { cartCount, type Site } from './site.ts'

/** The switch between languages; the page stays the same. */
function languageMenu(site: Site): Html {
  return html`<details class="languages"><summary aria-label="${site.words.language}">${icon('Globe')}<span>${LANGUAGES.find(({ iso }) => iso === site.iso)?.name}</span></summary>
    <ul>${LANGUAGES.map(({ iso, name }) => html`<li><a href="${site.rootOf(iso)}${site.path}" hreflang="${iso}" lang="${iso}" ${iso === site.iso ? html`aria-current="true"` : ''}>${name}</a></li>`)}</ul></details>`
}

function header(site: Site): Html {
  const { root, words, shop, customer } = site
  const count = cartCount(site.cart)
  const home = root === site.rootOf(shop.locale) ? `${root}/` : root
  return html`<div class="announcement" role="region"><p>${words.announcement}</p></div>
    <header class="header">
      <a class="shop-name" href="${home}">${shop.name}</a>
      <nav class="links" aria-label="${words.menu}"><a href="${home}">${words.home}</a><a href="${home}#products">${words.products}</a></nav>
      <div class="tools">
        ${languageMenu(site)}
        <a class="tool" href="${customer ? `${root}/account` : `${root}/account/login`}">${icon('Person')}<span>${customer ? words.account : words.signIn}</span></a>
        ${!customer && html`<a class="tool wide" href="${root}/account/register">${words.register}</a>`}
        <a class="tool cart-link" href="${root}/cart">${icon('Cart')}<span>${words.cart}</span><b class="cart-count" data-cart-count aria-live="polite" ${count === 0 ? html`hidden` : ''}>${count}</b></a>
      </div>
    </header>`
}

// Field for field a theme's newsletter form: whoever sends it chooses e-mail and tags (shopify-platform, design of the labels).
function newsletter(site: Site): Html {
  const { root, words, url } = site
  const posted = url.searchParams.get('customer_posted') === 'true'
  return html`<form method="post" action="${root}/contact#ContactFooter" id="ContactFooter" class="newsletter" accept-charset="UTF-8">
    <input type="hidden" name="form_type" value="customer"><input type="hidden" name="utf8" value="✓"><input type="hidden" name="contact[tags]" value="newsletter">
    <h2>${words.newsletter}</h2><p>${words.newsletterText}</p>
    <div class="inline"><label class="sr" for="NewsletterEmail">${words.email}</label><input id="NewsletterEmail" type="email" name="contact[email]" required autocomplete="email" placeholder="${words.email}"><button>${words.subscribe}</button></div>
    ${posted && html`<p class="success" role="status">${words.subscribed}</p>`}
  </form>`
}

function footer(site: Site): Html {
  const { root, words, shop, customer } = site
  return html`<footer class="footer">${newsletter(site)}
    <ul>${customer ? html`<li><a href="${root}/account">${words.account}</a></li><li><a href="${root}/account/logout">${words.signOut}</a></li>` : html`<li><a href="${root}/account/login">${words.signIn}</a></li><li><a href="${root}/account/register">${words.register}</a></li>`}</ul>
    <p class="small">${words.footer(shop.name)}</p></footer>`
}

export interface Sheet {
  /** Template of the page as Shopify names it: product, cart, index, customers/login. */
  readonly template: string
  readonly title: string
  readonly status?: number
  /** Objects of this page for the app's blocks: `product`, `cart`. */
  readonly drops?: Record<string, unknown>
}

/** A page of the theme; `body` is told where the app's section blocks belong. */
export async function themePage(site: Site, sheet: Sheet, body: (blocks: AppBlocks) => Content): Promise<Response> {
  const blocks = await appBlocks(site, sheet.template, sheet.drops)
  return page(
    {
      lang: site.iso,
      title: `${sheet.title} – ${site.shop.name}`,
      styles: ['storefront.css'],
      scripts: ['storefront/theme.js'],
      bodyClass: `template-${sheet.template.replace('/', '-')}`,
      head: html`${raw('<!-- content_for_header -->')}${blocks.head}`,
      ...(sheet.status ? { status: sheet.status } : {}),
    },
    html`<a class="skip" href="#MainContent">${site.words.skip}</a>
      ${header(site)}
      <main id="MainContent" tabindex="-1">${body(blocks)}</main>
      ${footer(site)}
      <div class="notice" id="notice" role="status" aria-live="polite" data-added="${site.words.added}"></div>
      ${blocks.body}`,
  )
}
