import { hear, tell } from './channel.ts'
import { cleanPath } from './launch.ts'
import type { BarItem, FrameMessage } from './messages.ts'

const NAV = 's-app-nav, ui-nav-menu'
const PRESSABLE = 'button, a, s-button, s-link'

const outsideModals = (element: Element): boolean => !element.closest('ui-modal, s-modal')
const find = (selector: string): Element | undefined => [...document.querySelectorAll(selector)].find(outsideModals)
const navLinks = () => [...document.querySelectorAll(NAV)].flatMap((menu) => [...menu.querySelectorAll('a, s-link')])
const text = (element: Element): string => (element.textContent ?? '').trim()

/** True when the attribute is there and does not say "false". */
const isOn = (element: Element, name: string): boolean => element.hasAttribute(name) && element.getAttribute(name) !== 'false'

function role(element: Element, bar: Element): BarItem['role'] {
  const slot = element.closest('[slot]')?.getAttribute('slot')
  if (element.getAttribute('variant') === 'breadcrumb' || slot === 'breadcrumb-actions') return 'breadcrumb'
  if (slot === 'secondary-actions') return 'secondary'
  if (slot === 'primary-action') return 'primary'
  return bar.tagName !== 'S-PAGE' && element.getAttribute('variant') === 'primary' ? 'primary' : 'secondary'
}

/** The buttons of a bar, in document order. `s-page` holds the whole page, so only what sits in its slots counts. */
export function pressables(bar: Element | undefined): Element[] {
  if (!bar) return []
  const all = [...bar.querySelectorAll(PRESSABLE)]
  if (bar.tagName !== 'S-PAGE') return all
  return all.filter((element) => {
    const slotted = element.closest('[slot]')
    return slotted?.parentElement === bar && /-actions?$/.test(slotted.slot)
  })
}

/** What the admin needs to draw the buttons of a bar. */
export const describeBar = (bar: Element | undefined): BarItem[] =>
  pressables(bar).map((element, index) => ({
    index,
    label: text(element),
    role: bar ? role(element, bar) : 'secondary',
    group: element.closest('section')?.getAttribute('label') ?? null,
    disabled: isOn(element, 'disabled'),
    loading: isOn(element, 'loading'),
    critical: element.getAttribute('tone') === 'critical',
  }))

const titleBar = (): Element | undefined => find('ui-title-bar') ?? find('s-page')

const sent = new Map<string, string>()
function tellIfChanged(message: FrameMessage): void {
  const print = JSON.stringify(message)
  if (sent.get(message.type) === print) return
  sent.set(message.type, print)
  tell(message)
}

/** Tells the admin what this page wants shown around it: menu, title with buttons, address. */
export function describePage(): void {
  const links = navLinks().filter((link) => link.getAttribute('rel') !== 'home')
  tellIfChanged({ type: 'nav', links: links.map((link) => ({ label: text(link), href: link.getAttribute('href') ?? '' })) })
  const bar = titleBar()
  tellIfChanged({ type: 'title', title: bar?.getAttribute('title') ?? bar?.getAttribute('heading') ?? '', items: describeBar(bar) })
  tellIfChanged({ type: 'location', path: cleanPath(location.href) })
}

function watchHistory(): void {
  for (const name of ['pushState', 'replaceState'] as const) {
    const native = history[name].bind(history)
    history[name] = (...args) => {
      native(...args)
      describePage()
    }
  }
  addEventListener('popstate', describePage)
}

/** Presses the button of a bar on behalf of the admin. */
export function press(bar: Element | undefined, index: number): void {
  const element = pressables(bar)[index]
  if (element instanceof HTMLElement) element.click()
}

/** Goes to a page of the app the way the app's own router would, so that nothing reloads. */
function navigate(href: string): void {
  const link = navLinks().find((candidate) => candidate.getAttribute('href') === href)
  // AppProvider of shopify-app-remix listens for this event and hands the target's href to Remix.
  if (link) link.dispatchEvent(new CustomEvent('shopify:navigate', { bubbles: true }))
  else location.assign(href)
}

/** Keeps menu, title and address of the admin in step with the page, from now on. */
export function watchPage(): void {
  // Adopted, not inserted: React owns the whole document, an extra <style> would break hydration.
  const sheet = new CSSStyleSheet()
  sheet.replaceSync(
    `${NAV}, ui-title-bar, ui-save-bar { display: none } s-page { display: block } s-page > [slot$="-action"], s-page > [slot$="-actions"] { display: none }`,
  )
  document.adoptedStyleSheets.push(sheet)
  watchHistory()
  hear('press', ({ bar, index }) => {
    if (bar === 'title') press(titleBar(), index)
  })
  hear('navigate', ({ href }) => navigate(href))
  const begin = () => {
    new MutationObserver(describePage).observe(document.body, { subtree: true, childList: true, attributes: true, characterData: true })
    describePage()
  }
  if (document.readyState === 'loading') addEventListener('DOMContentLoaded', begin)
  else begin()
}
