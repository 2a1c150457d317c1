import QRCode from 'qrcode'
import { html, raw } from '../../../html.ts'
import { navigate } from '../channel.ts'
import { define, type ShadowElement } from './define.ts'

/** Where a link of an extension opens: `auto` means this tab. */
const targetOf = (element: ShadowElement): string => (element.text('target') === '_blank' ? '_blank' : '')

interface Overlay extends HTMLElement {
  showOverlay(): void
  hideOverlay(): void
}
const isOverlay = (element: Element | null): element is Overlay => element !== null && 'showOverlay' in element

/** `commandfor` and `command`, or the older `--show` habit: a button that opens what it names. */
function obey(element: ShadowElement): void {
  const other = element.text('commandfor') ? document.getElementById(element.text('commandfor')) : null
  if (!isOverlay(other)) return
  const command = element.text('command', '--auto')
  if (command === '--hide' || (command !== '--show' && other.hasAttribute('data-open'))) other.hideOverlay()
  else other.showOverlay()
}

/** A press on a link or button: links are followed by the page around the frame. */
function press(element: ShadowElement, event: Event): void {
  if (element.is('disabled') || element.is('loading')) {
    event.preventDefault()
    event.stopImmediatePropagation()
    return
  }
  obey(element)
  const href = element.text('href')
  if (!href || event.defaultPrevented) return
  event.preventDefault()
  navigate(href, targetOf(element))
}

// The host listens once; what is drawn inside may come and go.
const watched = new WeakSet<ShadowElement>()
function watchPress(element: ShadowElement): void {
  if (watched.has(element)) return
  watched.add(element)
  // On the shadow root, so that a disabled button is silent before the extension hears anything.
  element.root.addEventListener('click', (event) => press(element, event))
}

const BUTTON = `
  :host { display: inline-block; max-inline-size: 100% } :host([inlinesize=fill]) { display: block }
  a, button { display: inline-flex; align-items: center; justify-content: center; gap: 8px; inline-size: 100%; min-block-size: 44px; padding: 10px 20px; border-radius: 10px; border: 1px solid #c9c9c9; background: #fff; color: #1f1f1f; font: inherit; font-weight: 600; line-height: 1.4; text-decoration: none; cursor: pointer }
  a:hover, button:hover { background: #f5f5f5 }
  :host([variant=primary]) a, :host([variant=primary]) button, :host(:not([variant])) button, :host(:not([variant])) a { background: #005bd1; border-color: #005bd1; color: #fff } :host([variant=primary]) a:hover, :host([variant=primary]) button:hover { background: #004bb0 }
  :host([tone=critical]) button { background: #c70a24; border-color: #c70a24; color: #fff }
  [aria-disabled=true] { opacity: .55; cursor: default }
  i { inline-size: 16px; block-size: 16px; border: 2px solid currentColor; border-top-color: transparent; border-radius: 50%; animation: turn .8s linear infinite } @keyframes turn { to { rotate: 1turn } }
`

/** s-button, s-link, s-clickable, s-button-group, s-qr-code, s-modal. */
export function defineActions(): void {
  define(
    's-button',
    ['href', 'target', 'variant', 'tone', 'loading', 'disabled', 'accessibilitylabel', 'type'],
    BUTTON,
    (button) => {
      const busy = button.is('loading')
      const off = button.is('disabled') || busy
      const label = button.text('accessibilitylabel') && html`aria-label="${button.text('accessibilitylabel')}"`
      const state = html`${label} aria-disabled="${off ? 'true' : 'false'}" aria-busy="${busy ? 'true' : 'false'}"`
      const inside = html`${busy && html`<i aria-hidden="true"></i>`}<slot></slot>`
      return button.text('href')
        ? html`<a href="${button.text('href')}" rel="noopener" ${state}>${inside}</a>`
        : html`<button type="button" ${state}>${inside}</button>`
    },
    watchPress,
  )
  define(
    's-link',
    ['href', 'target', 'tone', 'accessibilitylabel'],
    ':host { display: inline } a { color: var(--link, #005bd1); text-decoration: underline; text-underline-offset: 3px; cursor: pointer } :host([tone=neutral]) a { color: inherit }',
    (link) => html`<a href="${link.text('href', '#')}" rel="noopener"><slot></slot></a>`,
    watchPress,
  )
  define(
    's-clickable',
    ['href', 'target', 'disabled', 'accessibilitylabel'],
    ':host { display: block } a, button { display: block; inline-size: 100%; border: 0; background: none; font: inherit; color: inherit; text-align: start; text-decoration: none; cursor: pointer }',
    (element) =>
      element.text('href') ? html`<a href="${element.text('href')}"><slot></slot></a>` : html`<button type="button"><slot></slot></button>`,
    watchPress,
  )
  define(
    's-button-group',
    [],
    ':host { display: flex; flex-wrap: wrap; gap: 12px }',
    () => html`<slot name="primary-action"></slot><slot></slot><slot name="secondary-actions"></slot>`,
  )
  define(
    's-qr-code',
    ['content', 'accessibilitylabel', 'size', 'border'],
    ':host { display: inline-block } div { inline-size: 148px; background: #fff; padding: 8px; border: 1px solid #dedede; border-radius: 10px } :host([size=fill]) div { inline-size: 100% } svg { display: block; inline-size: 100% }',
    (code) => html`<div role="img" aria-label="${code.text('accessibilitylabel', 'QR')}"></div>`,
    (code) => {
      const box = code.root.querySelector('div')
      if (!box || !code.text('content')) return
      QRCode.toString(code.text('content'), { type: 'svg', margin: 0 }, (error, svg) => {
        box.innerHTML = raw(error ? '' : svg).text
      })
    },
  )
  define(
    's-modal',
    ['heading', 'size'],
    'dialog { border: 0; border-radius: 14px; padding: 0; inline-size: min(560px, 100% - 24px); box-shadow: 0 20px 60px rgb(0 0 0 / .3); margin: 24px auto } dialog::backdrop { background: rgb(0 0 0 / .4) } header { display: flex; justify-content: space-between; gap: 12px; padding: 16px 20px; font-weight: 650; font-size: 16px; border-bottom: 1px solid #e3e3e3 } .body { padding: 20px } footer { display: flex; gap: 12px; justify-content: flex-end; padding: 0 20px 20px } header button { border: 0; background: none; font-size: 18px; cursor: pointer }',
    (modal) =>
      html`<dialog aria-label="${modal.text('heading')}"><header>${modal.text('heading')}<button type="button" aria-label="×">×</button></header><div class="body"><slot></slot></div><footer><slot name="secondary-actions"></slot><slot name="primary-action"></slot></footer></dialog>`,
    (modal) => {
      const dialog = modal.root.querySelector('dialog')
      const close = () => {
        dialog?.close()
        modal.removeAttribute('data-open')
        document.body.style.minHeight = ''
      }
      const show = () => {
        // The frame is only as high as its content; a dialog needs room.
        document.body.style.minHeight = '520px'
        dialog?.showModal()
        modal.setAttribute('data-open', '')
      }
      dialog?.addEventListener('close', close)
      modal.root.querySelector('header button')?.addEventListener('click', close)
      Object.assign(modal, { showOverlay: show, hideOverlay: close, toggleOverlay: () => (dialog?.open ? close() : show()) })
    },
  )
}
