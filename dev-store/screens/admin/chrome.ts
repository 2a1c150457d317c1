import type { Shop, Staff } from '../../store/types.ts'
import { personName } from '../format.ts'
import { type Content, type Html, html, jsonScript } from '../html.ts'
import { icon } from '../icon.ts'
import { page } from '../reply.ts'
import { type AdminWords, adminWords } from './words.ts'

/** What every page of the admin knows: whose store, who is looking, in which words. */
export interface Desk {
  readonly shop: Shop
  readonly staff: Staff
  readonly words: AdminWords
  readonly apiKey: string
  readonly root: string
}

export const APP_NAME = 'Sekisho'

export type Section = 'home' | 'orders' | 'products' | 'customers' | 'app' | 'none'

/** The desk of one member of staff. */
export const desk = (shop: Shop, staff: Staff, apiKey: string): Desk => ({
  shop,
  staff,
  words: adminWords(staff.locale),
  apiKey,
  root: `/store/${shop.handle}`,
})

const initials = (staff: Staff): string => personName(staff).replace(/\s/g, '').slice(0, 2).toUpperCase()

function staffSwitcher({ shop, staff, words, root }: Desk): Html {
  return html`<details class="menu staff">
    <summary aria-label="${words.staff}"><span class="store-name">${shop.name}</span><span class="avatar" aria-hidden="true">${initials(staff)}</span></summary>
    <form method="post" action="${root}/staff" class="popover">
      <p class="popover-title">${words.staff}</p>
      <input type="hidden" name="back" data-here>
      ${shop.staff.map(
        (person) => html`<button name="staff" value="${person.id}" aria-current="${person.id === staff.id ? 'true' : 'false'}">
          <span class="avatar" aria-hidden="true">${initials(person)}</span>
          <span><b>${personName(person)}</b><small>${person.accountOwner ? words.owner : words.staffMember} · ${person.locale}</small></span>
          ${person.id === staff.id && icon('Check')}
        </button>`,
      )}
    </form>
  </details>`
}

function navigation({ words, root, apiKey, shop }: Desk, section: Section): Html {
  const item = (name: Section, href: string, label: string, symbol: string) =>
    html`<a href="${href}" class="nav-item" ${section === name ? html`aria-current="page"` : ''}>${icon(symbol)}<span>${label}</span></a>`
  return html`<nav class="nav" id="nav" aria-label="${words.menu}">
    ${item('home', root, words.home, 'Home')}
    ${item('orders', `${root}/orders`, words.orders, 'Order')}
    ${item('products', `${root}/products`, words.products, 'Product')}
    ${item('customers', `${root}/customers`, words.customers, 'Person')}
    <p class="nav-title">${words.salesChannels}</p>
    <a class="nav-item" href="/storefront/${shop.handle}/" target="_blank">${icon('Store')}<span>${words.onlineStore}</span>${icon('ExternalSmall')}</a>
    <a class="nav-item" href="/account/${shop.handle}/" target="_blank">${icon('Profile')}<span>${words.customerAccounts}</span>${icon('ExternalSmall')}</a>
    <p class="nav-title">${words.apps}</p>
    ${item('app', `${root}/apps/${apiKey}/app`, APP_NAME, 'Apps')}
    <div id="app-nav" class="app-nav"></div>
    <a class="nav-item nav-last" href="/inbox" target="_blank">${icon('Email')}<span>${words.inbox}</span>${icon('ExternalSmall')}</a>
  </nav>`
}

/** A page of the admin: top bar, navigation, and the body in the middle. */
export function adminPage(
  at: Desk,
  section: Section,
  title: string,
  body: Content,
  options: { scripts?: readonly string[]; data?: unknown; bare?: boolean; status?: number } = {},
): Response {
  const { words, staff, shop } = at
  return page(
    {
      lang: staff.locale,
      title: `${title} · ${shop.name} · Shopify (dev)`,
      styles: ['admin.css'],
      scripts: ['admin/chrome.js', ...(options.scripts ?? [])],
      bodyClass: 'admin',
      ...(options.status ? { status: options.status } : {}),
    },
    html`<a class="skip" href="#main">${title}</a>
    <div id="loading" class="loading" hidden></div>
    <header class="topbar">
      <button type="button" class="nav-toggle" aria-label="${words.menu}" aria-controls="nav" aria-expanded="false">${icon('Menu')}</button>
      <a class="logo" href="/" aria-label="Dev store"><span class="bag" aria-hidden="true">S</span><b>shopify</b><small>dev</small></a>
      <form class="search" role="search" action="${at.root}/customers"><label>${icon('Search')}<input type="search" name="q" placeholder="${words.search}" aria-label="${words.search}"></label></form>
      <div id="save-bar" class="save-bar" role="region" aria-label="${words.unsaved}" hidden></div>
      ${staffSwitcher(at)}
    </header>
    ${navigation(at, section)}
    <main id="main" class="${options.bare ? 'bare' : ''}">${body}</main>
    <div id="toasts" class="toasts" role="status" aria-live="polite"></div>
    <dialog id="confirm" class="dialog"></dialog>
    ${jsonScript('words', {
      unsaved: words.unsaved,
      save: words.save,
      discard: words.discard,
      leaveTitle: words.leaveTitle,
      leaveBody: words.leaveBody,
      leave: words.leave,
      stay: words.stay,
      close: words.close,
      grant: words.grant,
      decline: words.decline,
      grantTitle: words.grantTitle(APP_NAME),
      moreActions: words.moreActions,
      saved: words.saved,
      deleted: words.deleted,
      blank: words.blank,
    })}
    ${options.data !== undefined && jsonScript('page', options.data)}`,
  )
}
