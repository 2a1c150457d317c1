import { Link, useNavigation } from '@remix-run/react'
import { AppProvider } from '@shopify/shopify-app-remix/react'
import { type ComponentProps, type ReactNode, useEffect } from 'react'
import type { Language } from '../platform/i18n/languages.ts'
import type { Act } from '../staff/roles.ts'
import type { AdminMessages } from './messages.ts'
import { useT, WordsProvider } from './words.tsx'

/** What the layout's loader hands down to every screen. */
export interface AdminData {
  readonly apiKey: string
  readonly appBridgeUrl: string
  readonly language: Language
  readonly timezone: string
  /** What the member may do: the menu leads nowhere that is closed. */
  readonly acts: readonly Act[]
  readonly messages: AdminMessages
  readonly polaris: NonNullable<ComponentProps<typeof AppProvider>['i18n']>
}

/** The frame of every admin screen: Shopify's script, Polaris, the words, the menu. */
export function AdminFrame({ data, children }: { data: AdminData; children: ReactNode }) {
  const { apiKey, appBridgeUrl, language, timezone, acts, messages, polaris } = data
  // isEmbeddedApp only tells AppProvider to render Shopify's script address, which is fixed; we render ours.
  return (
    <AppProvider isEmbeddedApp={false} apiKey={apiKey} i18n={polaris}>
      <script src={appBridgeUrl} data-api-key={apiKey} />
      <WordsProvider language={language} timezone={timezone} messages={messages}>
        <Menu acts={acts} />
        <LoadingBar />
        {children}
      </WordsProvider>
    </AppProvider>
  )
}

function Menu({ acts }: Pick<AdminData, 'acts'>) {
  const t = useT()
  return (
    <s-app-nav>
      <Link to="/app" rel="home">
        Sekisho
      </Link>
      {acts.includes('see-cases') && <Link to="/app/cases">{t('nav.cases')}</Link>}
      {acts.includes('see-cases') && <Link to="/app/tasks">{t('nav.tasks')}</Link>}
      {acts.includes('see-ledger') && <Link to="/app/ledger">{t('nav.ledger')}</Link>}
      {acts.includes('see-audit') && <Link to="/app/audit">{t('nav.audit')}</Link>}
      {acts.includes('see-settings') && <Link to="/app/settings">{t('nav.settings')}</Link>}
    </s-app-nav>
  )
}

/** The bar of Shopify's admin while a page is on its way. */
function LoadingBar() {
  const busy = useNavigation().state !== 'idle'
  useEffect(() => {
    if (busy) shopify.loading(true)
    return () => {
      if (busy) shopify.loading(false)
    }
  }, [busy])
  return null
}
