import type { Language } from '../../platform/i18n/languages.ts'
import { Frame } from './frame.tsx'
import type { CustomerMessages } from './messages.ts'
import { useWords, WordsProvider } from './words.tsx'

interface OverPageProps {
  language: Language
  messages: CustomerMessages
  /** The account page of the shop; null when it is not known which shop. */
  accountPage: string | null
  why: 'ticket' | 'session'
  /** The handle of the shop, as the address names it; empty when it does not. */
  shop: string
}

/** A ticket that no longer works, or a session that is over: what happened, and the way back. */
export function OverPage({ language, messages, accountPage, why, shop }: OverPageProps) {
  return (
    <WordsProvider language={language} messages={messages}>
      <Frame shopName="" language={language} query={{ why, ...(shop ? { shop } : {}) }}>
        <Told why={why} accountPage={accountPage} />
      </Frame>
    </WordsProvider>
  )
}

function Told({ why, accountPage }: Pick<OverPageProps, 'why' | 'accountPage'>) {
  const t = useWords()
  return (
    <main className="narrow">
      <section className="card over">
        <h1>{t(`over.${why}Title`)}</h1>
        <p>{t(`over.${why}Text`)}</p>
        {accountPage ? (
          <a className="button primary" href={accountPage}>
            {t('over.button')}
          </a>
        ) : (
          <p>{t('over.noShop')}</p>
        )}
      </section>
    </main>
  )
}
