// The dev store's stand-in for Shopify's app-bridge.js: the same surface, spoken to the dev store's admin.
import { watchPage } from './bars.ts'
import { adminOrigin, apiKey, ask, hear, tell } from './channel.ts'
import { wrapFetch } from './fetch.ts'
import { launch, storeHandle } from './launch.ts'
import { watchLeaving } from './leaving.ts'
import { defineModal, modal } from './modal.ts'
import { saveBar, watchSaveBar } from './save-bar.ts'
import { idToken } from './tokens.ts'

interface ToastOptions {
  duration?: number
  isError?: boolean
  action?: string
  onAction?: () => void
  onDismiss?: () => void
}

const toasts = new Map<string, ToastOptions>()
hear('toastAction', ({ id }) => toasts.get(id)?.onAction?.())
hear('toastDismiss', ({ id }) => {
  toasts.get(id)?.onDismiss?.()
  toasts.delete(id)
})

const toast = {
  show(message: string, options: ToastOptions = {}): string {
    const id = crypto.randomUUID()
    toasts.set(id, options)
    const { duration = 5000, isError = false, action = null } = options
    tell({ type: 'toast', id, message, duration, isError, action })
    return id
  },
  hide: (id: string): void => tell({ type: 'hideToast', id }),
}

/** What the dev store does not have must be heard, not guessed. */
const missing = (name: string) => (): Promise<never> => Promise.reject(new Error(`the dev store's App Bridge has no ${name}`))

const surface = {
  config: { apiKey, shop: launch.shop, host: launch.host, locale: launch.locale, appOrigins: [], disabledFeatures: [] },
  origin: adminOrigin,
  ready: Promise.resolve(),
  environment: { mobile: false, embedded: window.parent !== window, pos: false, intent: false },
  idToken,
  loading: (on = true): void => tell({ type: 'loading', on }),
  toast,
  saveBar,
  modal,
  user: () => ask('user', null),
  scopes: {
    query: () => ask('scopes.query', null),
    request: (wanted: string[]) => ask('scopes.request', wanted),
    revoke: missing('scopes.revoke'),
  },
  app: { extensions: () => ask('app.extensions', null) },
  resourcePicker: missing('resourcePicker'),
  picker: missing('picker'),
  intents: { invoke: missing('intents.invoke') },
  reviews: { request: missing('reviews.request') },
  webVitals: { onReport: (): void => {} },
  support: { registerHandler: (): void => {} },
}

/** The bounce page: fetch a token, then open the page that was asked for. */
async function reloadWithToken(address: string): Promise<void> {
  const target = new URL(address, location.href)
  if (target.origin !== location.origin) return
  target.searchParams.set('id_token', await idToken())
  location.replace(target)
}

Object.assign(window, { shopify: surface })
if (window.parent === window) {
  // Opened outside the admin: App Bridge jumps into it.
  if (launch.host) location.replace(`${adminOrigin}/store/${storeHandle()}/apps/${apiKey}${location.pathname}`)
} else if (launch.reload) {
  void reloadWithToken(launch.reload)
} else {
  wrapFetch()
  watchLeaving()
  defineModal()
  watchSaveBar(launch.locale)
  watchPage()
}
