import { describeBar, press } from './bars.ts'
import { ask, hear, tell } from './channel.ts'

const LABELS = { ja: ['保存', '破棄'], 'zh-TW': ['儲存', '捨棄'], 'zh-CN': ['保存', '放弃'], en: ['Save', 'Discard'] }

let openId: string | undefined
let dirtyForm: HTMLFormElement | undefined

const byId = (id: string): Element | undefined => document.getElementById(id) ?? undefined

function tellOpen(bar: Element | undefined): void {
  tell({ type: 'saveBar', open: true, items: describeBar(bar), confirmDiscard: bar?.hasAttribute('discardconfirmation') ?? false })
}

function close(): void {
  openId = undefined
  dirtyForm = undefined
  tell({ type: 'saveBar', open: false, items: [], confirmDiscard: false })
}

/** `shopify.saveBar`: the bar over the admin that says there is something unsaved. */
export const saveBar = {
  async show(id: string): Promise<void> {
    const bar = byId(id)
    if (!bar) throw new Error(`no ui-save-bar with the id ${id}`)
    openId = id
    tellOpen(bar)
    bar.dispatchEvent(new CustomEvent('show'))
  },
  async hide(id: string): Promise<void> {
    if (openId !== id) return
    close()
    byId(id)?.dispatchEvent(new CustomEvent('hide'))
  },
  async toggle(id: string): Promise<void> {
    return openId === id ? saveBar.hide(id) : saveBar.show(id)
  },
  /** Resolves at once without changes, else when the person agrees to lose them; stays pending when they do not. */
  async leaveConfirmation(): Promise<void> {
    if (openId === undefined && !dirtyForm) return
    if (await ask('leaveConfirmation', null)) close()
    else await new Promise(() => {})
  },
}

/** The bar of a `<form data-save-bar>`: it opens with the first input and closes with submit or reset. */
function watchForms(locale: string): void {
  const [save, discard] = LABELS[locale as keyof typeof LABELS] ?? LABELS.en
  const items = [save ?? '', discard ?? ''].map((label, index) => ({
    index,
    label,
    role: index === 0 ? ('primary' as const) : ('secondary' as const),
    group: null,
    disabled: false,
    loading: false,
    critical: false,
  }))
  document.addEventListener('input', (event) => {
    const form = event.target instanceof Element ? event.target.closest<HTMLFormElement>('form[data-save-bar]') : null
    if (!form || dirtyForm === form) return
    dirtyForm = form
    tell({ type: 'saveBar', open: true, items, confirmDiscard: form.hasAttribute('data-discard-confirmation') })
  })
  for (const type of ['submit', 'reset']) {
    document.addEventListener(type, (event) => {
      if (dirtyForm && event.target === dirtyForm) close()
    })
  }
}

/** Connects the bar: its buttons are pressed in the admin and act in the page. */
export function watchSaveBar(locale: string): void {
  watchForms(locale)
  hear('press', ({ bar, index }) => {
    if (bar !== 'saveBar') return
    if (dirtyForm) {
      if (index === 0) dirtyForm.requestSubmit()
      else dirtyForm.reset()
    } else if (openId) press(byId(openId), index)
  })
  // Its buttons may be disabled or turn while it is open.
  new MutationObserver(() => {
    const bar = openId ? byId(openId) : undefined
    if (bar) tellOpen(bar)
    else if (openId) close()
  }).observe(document.documentElement, { subtree: true, attributes: true, childList: true, attributeFilter: ['disabled', 'loading'] })
}
