// What every page of the admin shares in the browser: toasts, the save bar, questions.

interface Words {
  unsaved: string
  save: string
  discard: string
  leaveTitle: string
  leaveBody: string
  leave: string
  stay: string
  close: string
  grant: string
  decline: string
  grantTitle: string
  moreActions: string
  saved: string
  deleted: string
  blank: string
}

/** The JSON block of the page with this id. */
export const readBlock = <T>(id: string): T => JSON.parse(document.getElementById(id)?.textContent ?? 'null') as T
/** The element with this id; throws when the page has none. */
export function byId(id: string): HTMLElement {
  const element = document.getElementById(id)
  if (!element) throw new Error(`no #${id} on this page`)
  return element
}
export const words = readBlock<Words>('words')

/** A new element with properties and children; texts are texts, never HTML. */
export function make<K extends keyof HTMLElementTagNameMap>(
  name: K,
  props: Partial<Omit<HTMLElementTagNameMap[K], 'style'>> & { [attribute: `${'aria' | 'data'}-${string}`]: string } = {},
  ...children: (Node | string)[]
): HTMLElementTagNameMap[K] {
  const element = document.createElement(name)
  for (const [key, value] of Object.entries(props)) {
    if (key.includes('-')) element.setAttribute(key, String(value))
    else Object.assign(element, { [key]: value })
  }
  element.append(...children)
  return element
}

export interface ToastOptions {
  readonly id?: string
  readonly isError?: boolean
  readonly duration?: number
  readonly action?: string | null
  readonly onAction?: () => void
  readonly onDismiss?: () => void
}

/** Shows a short message at the bottom; it leaves by itself. */
export function showToast(message: string, options: ToastOptions = {}): void {
  const toast = make(
    'div',
    { className: options.isError ? 'toast critical' : 'toast', 'data-toast': options.id ?? '' },
    make('span', {}, message),
  )
  const leave = () => {
    clearTimeout(timer)
    if (!toast.isConnected) return
    toast.remove()
    options.onDismiss?.()
  }
  const timer = setTimeout(leave, options.duration ?? 5000)
  if (options.action) toast.append(make('button', { type: 'button', onclick: () => options.onAction?.() }, options.action))
  toast.append(make('button', { type: 'button', className: 'toast-close', onclick: leave, 'aria-label': words.close }, '✕'))
  byId('toasts').replaceChildren(toast)
}

/** Takes a toast away. */
export function hideToast(id: string): void {
  document.querySelector<HTMLElement>(`[data-toast="${CSS.escape(id)}"] .toast-close`)?.click()
}

export interface SaveBarButton {
  readonly label: string
  readonly primary: boolean
  readonly disabled: boolean
  readonly press: () => void
}

/** The dark bar over the top: something is unsaved. Undefined takes it away. */
export function showSaveBar(buttons: readonly SaveBarButton[] | undefined): void {
  const bar = byId('save-bar')
  bar.hidden = buttons === undefined
  document.body.classList.toggle('unsaved', buttons !== undefined)
  const ordered = (buttons ?? []).toSorted((a, b) => Number(a.primary) - Number(b.primary))
  bar.replaceChildren(
    make('span', {}, words.unsaved),
    ...ordered.map(({ label, primary, disabled, press }) =>
      make('button', { type: 'button', className: primary ? 'primary' : '', disabled, onclick: press }, label),
    ),
  )
}

/** True while the save bar is shown. */
export const isUnsaved = (): boolean => !byId('save-bar').hidden

/** Asks a question in a dialog; true when the person agrees. */
export function confirmed(question: { title: string; body: Node | string; yes: string; no: string; critical?: boolean }): Promise<boolean> {
  const dialog = byId('confirm') as HTMLDialogElement
  return new Promise((resolve) => {
    dialog.returnValue = ''
    dialog.onclose = () => resolve(dialog.returnValue === 'yes')
    const answer = (value: string) => () => dialog.close(value)
    dialog.replaceChildren(
      make('h2', { id: 'confirm-title' }, question.title),
      make('div', { className: 'dialog-body' }, question.body),
      make(
        'footer',
        {},
        make('button', { type: 'button', className: 'button', onclick: answer('no') }, question.no),
        make(
          'button',
          { type: 'button', className: question.critical ? 'button critical' : 'button primary', onclick: answer('yes') },
          question.yes,
        ),
      ),
    )
    dialog.setAttribute('aria-labelledby', 'confirm-title')
    dialog.showModal()
  })
}

/** True when the page may be left: nothing unsaved, or the person gives it up. */
export async function mayLeave(): Promise<boolean> {
  if (!isUnsaved()) return true
  return confirmed({ title: words.leaveTitle, body: words.leaveBody, yes: words.leave, no: words.stay, critical: true })
}
