import { describeBar, press } from './bars.ts'
import { tell } from './channel.ts'

const WIDTHS: Record<string, string> = { small: '380px', base: '620px', large: '980px', max: '100vw' }

const STYLE = `
  dialog { border: 0; padding: 0; border-radius: 16px; width: min(var(--width), 100vw - 32px); max-height: calc(100vh - 48px); box-shadow: 0 20px 60px rgb(0 0 0 / .3); font: 13px/20px Inter, system-ui, "Hiragino Sans", "Noto Sans JP", "Noto Sans CJK JP", sans-serif; color: #303030 }
  dialog[open] { display: flex; flex-direction: column }
  dialog::backdrop { background: rgb(0 0 0 / .5) }
  header, footer { display: flex; align-items: center; gap: 8px; padding: 12px 16px; flex: none }
  header { background: #f3f3f3; justify-content: space-between; font-size: 14px; font-weight: 650 }
  footer { justify-content: flex-end; border-top: 1px solid #e3e3e3 } footer:empty { display: none }
  .body { overflow: auto; flex: 1 } iframe { border: 0; width: 100%; height: 60vh; display: block }
  button { font: inherit; font-weight: 550; border: 0; border-radius: 8px; padding: 4px 12px; min-height: 28px; background: #fff; box-shadow: inset 0 0 0 1px #d4d4d4; color: inherit; cursor: pointer }
  button.primary { background: #303030; color: #fff } button.critical { background: #c70a24; color: #fff } button:disabled { opacity: .5; cursor: default }
  button.close { box-shadow: none; background: none; font-size: 16px; padding: 0 6px } button:focus-visible { outline: 2px solid #005bd3; outline-offset: 1px }
`

/** `<ui-modal>`: its children in a dialog over the frame; a `ui-title-bar` inside gives title and buttons. */
class UiModal extends HTMLElement {
  private readonly dialog = document.createElement('dialog')
  private readonly head = document.createElement('header')
  private readonly foot = document.createElement('footer')
  private readonly watcher = new MutationObserver(() => this.draw())

  constructor() {
    super()
    const body = document.createElement('div')
    body.className = 'body'
    body.append(document.createElement('slot'))
    this.dialog.append(this.head, body, this.foot)
    this.dialog.addEventListener('close', () => {
      this.watcher.disconnect()
      tell({ type: 'modal', open: false })
      this.dispatchEvent(new CustomEvent('hide'))
    })
    const style = document.createElement('style')
    style.textContent = STYLE
    this.attachShadow({ mode: 'open' }).append(style, this.dialog)
  }

  get isOpen(): boolean {
    return this.dialog.open
  }

  show(): Promise<void> {
    if (this.dialog.open) return Promise.resolve()
    this.dialog.style.setProperty('--width', WIDTHS[this.getAttribute('variant') ?? 'base'] ?? '620px')
    this.frame()
    this.draw()
    this.watcher.observe(this, { subtree: true, childList: true, attributes: true, characterData: true })
    this.dialog.showModal()
    tell({ type: 'modal', open: true })
    this.dispatchEvent(new CustomEvent('show'))
    return Promise.resolve()
  }

  hide(): Promise<void> {
    this.dialog.close()
    return Promise.resolve()
  }

  toggle(): Promise<void> {
    return this.isOpen ? this.hide() : this.show()
  }

  private frame(): void {
    const src = this.getAttribute('src')
    const body = this.dialog.querySelector('.body')
    if (!src || !body || body.querySelector('iframe')) return
    const frame = document.createElement('iframe')
    frame.src = src
    body.replaceChildren(frame)
  }

  private draw(): void {
    const bar = this.querySelector('ui-title-bar') ?? undefined
    const title = document.createElement('span')
    title.textContent = bar?.getAttribute('title') ?? ''
    this.dialog.setAttribute('aria-label', title.textContent)
    const close = document.createElement('button')
    close.className = 'close'
    close.textContent = '✕'
    close.setAttribute('aria-label', 'Close')
    close.addEventListener('click', () => void this.hide())
    this.head.replaceChildren(title, close)
    const items = describeBar(bar).toSorted((a, b) => Number(a.role === 'primary') - Number(b.role === 'primary'))
    this.foot.replaceChildren(
      ...items.map((item) => {
        const button = document.createElement('button')
        button.textContent = item.label
        button.disabled = item.disabled || item.loading
        button.className = item.critical ? 'critical' : item.role
        button.addEventListener('click', () => press(bar, item.index))
        return button
      }),
    )
  }
}

function modalById(id: string): UiModal {
  const element = document.getElementById(id)
  if (element instanceof UiModal) return element
  throw new Error(`no ui-modal with the id ${id}`)
}

/** `shopify.modal`. */
export const modal = {
  show: async (id: string): Promise<void> => modalById(id).show(),
  hide: async (id: string): Promise<void> => modalById(id).hide(),
  toggle: async (id: string): Promise<void> => modalById(id).toggle(),
}

/** Makes `<ui-modal>` known; closed ones show nothing. */
export function defineModal(): void {
  customElements.define('ui-modal', UiModal)
}
