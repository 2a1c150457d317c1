import { customerByEmail } from '../../store/customers.ts'
import { registerCustomer } from '../../store/storefront.ts'
import { personName } from '../format.ts'
import { type Html, html } from '../html.ts'
import { localPath, redirect } from '../reply.ts'
import { readForm } from '../visit.ts'
import { themePage } from './layout.ts'
import { type Site, signInCookie } from './site.ts'

const CUSTOMERS_MAX = 8

/** Where a customer lands after signing in: what the address asks for, else the account. */
function landing({ shop, iso, url }: Site, wanted = url.searchParams.get('return_to')): string {
  return localPath(wanted, `/account/${shop.handle}/?locale=${iso}`)
}

const returnField = ({ url }: Site): Html | null => {
  const wanted = url.searchParams.get('return_to')
  return wanted ? html`<input type="hidden" name="return_to" value="${wanted}">` : null
}
const withReturn = ({ url }: Site): string => {
  const wanted = url.searchParams.get('return_to')
  return wanted ? `?return_to=${encodeURIComponent(wanted)}` : ''
}

/** The sign-in page. Nobody needs a password on the desk: choose a customer or type an e-mail. */
export function signInPage(site: Site, problem = '', email = ''): Promise<Response> {
  const { words, root, shop } = site
  const known = [...shop.customers.values()]
    .filter((customer) => customer.email)
    .slice(-CUSTOMERS_MAX)
    .reverse()
  return themePage(
    site,
    { template: 'customers/login', title: words.signInTitle, ...(problem ? { status: 422 } : {}) },
    () => html`<section class="band narrow panel"><h1>${words.signInTitle}</h1><p class="quiet">${words.signInText}</p>
      <form method="post" action="${root}/account/login" id="customer_login">${returnField(site)}
        ${problem && html`<p class="error" role="alert">${problem} <a href="${root}/account/register?email=${encodeURIComponent(email)}">${words.register}</a></p>`}
        <label class="field"><span>${words.email}</span><input type="email" name="customer[email]" value="${email}" required autocomplete="email"></label>
        <button class="button">${words.signInAction}</button></form>
      ${
        known.length > 0 &&
        html`<form method="post" action="${root}/account/login" class="pick">${returnField(site)}<h2>${words.pick}</h2>
        ${known.map((customer) => html`<button name="customer[email]" value="${customer.email}"><b>${personName(customer) || customer.email}</b><small>${customer.email}</small></button>`)}</form>`
      }
      <p>${words.noAccount} <a href="${root}/account/register${withReturn(site)}">${words.register}</a></p></section>`,
  )
}

/** Signs somebody in by e-mail alone. */
export async function signIn(site: Site): Promise<Response> {
  const form = await readForm(site.request)
  const email = form.get('customer[email]') ?? ''
  const customer = customerByEmail(site.shop, email)
  if (!customer) return signInPage(site, site.words.unknownEmail, email)
  return redirect(landing(site, form.get('return_to') ?? null), [signInCookie(site.shop, customer)])
}

/** Signs out and goes home. */
export const signOut = ({ shop, root }: Site): Response => redirect(`${root}/`, [signInCookie(shop, undefined)])

interface Registration {
  readonly email: string
  readonly firstName: string
  readonly lastName: string
}

/** The registration form, with what was typed and what is wrong with it. */
export function registerPage(site: Site, typed: Partial<Registration> = {}, problem = ''): Promise<Response> {
  const { words, root, url } = site
  const field = (label: string, name: string, value: string | undefined, type: string, autocomplete: string) =>
    html`<label class="field"><span>${label}</span><input name="customer[${name}]" type="${type}" value="${value ?? ''}" required autocomplete="${autocomplete}"></label>`
  return themePage(
    site,
    { template: 'customers/register', title: words.registerTitle, ...(problem ? { status: 422 } : {}) },
    () => html`<section class="band narrow panel"><h1>${words.registerTitle}</h1><p class="quiet">${words.registerText}</p>
      <form method="post" action="${root}/account/register" id="create_customer">${returnField(site)}
        ${problem && html`<p class="error" role="alert">${problem}</p>`}
        <div class="pair">${field(words.lastName, 'last_name', typed.lastName, 'text', 'family-name')}${field(words.firstName, 'first_name', typed.firstName, 'text', 'given-name')}</div>
        ${field(words.email, 'email', typed.email ?? url.searchParams.get('email') ?? '', 'email', 'email')}
        <button class="button">${words.registerAction}</button></form>
      <p>${words.haveAccount} <a href="${root}/account/login${withReturn(site)}">${words.signIn}</a></p></section>`,
  )
}

/** Creates the customer as an online registration and signs in (A01). */
export async function register(site: Site): Promise<Response> {
  const { world, shop, iso, words } = site
  const form = await readForm(site.request)
  const typed = {
    email: form.get('customer[email]') ?? '',
    firstName: form.get('customer[first_name]') ?? '',
    lastName: form.get('customer[last_name]') ?? '',
  }
  const made = registerCustomer(world, shop, { ...typed, locale: iso })
  if (made.ok) return redirect(landing(site, form.get('return_to') ?? null), [signInCookie(shop, made.value)])
  const [error] = made.errors
  if (error?.message.includes('taken')) return registerPage(site, typed, words.taken)
  return registerPage(site, typed, error?.field?.includes('email') ? words.badEmail : (error?.message ?? ''))
}
