import { useCallback, useEffect, useRef, useState } from 'react'
import { partsOf } from '../../kyc/case.ts'
import type { FileView, PageView } from '../../kyc/page-view.ts'
import type { PayoutView } from '../../payout/customer-view.ts'
import { languageOf } from '../../platform/i18n/languages.ts'
import { DocumentsBlock } from './documents-block.tsx'
import { Frame } from './frame.tsx'
import { Handoff } from './handoff.tsx'
import { KeepingNote } from './keeping-note.tsx'
import { TroubleNote } from './note.tsx'
import { NoticeStep } from './notice.tsx'
import { Outcome } from './outcome.tsx'
import { PartyBlock } from './party-block.tsx'
import { PayoutBlock } from './payout/payout-block.tsx'
import { ProfileBlock, type Typed } from './profile-block.tsx'
import { ProgressList } from './progress-list.tsx'
import { SendBlock } from './send-block.tsx'
import type { Trouble } from './trouble.ts'
import { type Page, type PageStart, usePage } from './use-page.ts'
import { type Lost, useUnfinished } from './use-unfinished.ts'
import { useUploads } from './use-uploads.ts'
import { useWords, WordsProvider } from './words.tsx'

interface CasePageProps {
  start: PageStart
  payout: PayoutView | null
  /** What a post without scripts came back with. */
  typedBefore: Typed | null
  troubleBefore: Trouble | null
}

/** The customer's page: first the notice, then everything that is asked, on one page. */
export function CasePage({ start, payout, typedBefore, troubleBefore }: CasePageProps) {
  const page = usePage(start)
  const { view, messages, act } = page
  const [trouble, setTrouble] = useState(troubleBefore)
  const onLanguage = async (wish: string) => {
    const language = languageOf(wish) ?? view.language
    const reply = await act({ act: 'language' }, language)
    setTrouble(reply.ok || !('trouble' in reply) ? null : reply.trouble)
    if (reply.ok) document.documentElement.lang = language
  }
  return (
    <WordsProvider language={view.language} messages={messages}>
      <Frame shopName={view.shopName} language={view.language} onLanguage={(wish) => void onLanguage(wish)}>
        {trouble && (
          <div className="page-trouble">
            <TroubleNote trouble={trouble} accountPage={view.accountPage} />
          </div>
        )}
        {view.notice.accepted ? <Steps page={page} payout={payout} typedBefore={typedBefore} /> : <NoticeStep page={page} />}
        {view.notice.accepted && <KeepingNote view={view} />}
        <Foot view={view} />
      </Frame>
    </WordsProvider>
  )
}

function Steps({ page, payout, typedBefore }: { page: Page; payout: PayoutView | null; typedBefore: Typed | null }) {
  const t = useWords()
  const { view } = page
  const [dirty, setDirty] = useState(false)
  const onDirty = useCallback((now: boolean) => setDirty(now), [])
  const replaced = useRef<Lost['replaced'] | null>(null)
  const onStored = useCallback(
    (file: FileView) => {
      page.stored(file)
      replaced.current?.(file)
    },
    [page.stored],
  )
  const uploads = useUploads(view.caseTag, onStored)
  const lost = useUnfinished(view, uploads.list)
  replaced.current = lost.replaced
  useWarningBeforeLoss(dirty || uploads.list.some(({ state }) => state !== 'failed'))
  const asks = isOpen(view)
  return (
    <main className={asks ? 'wide' : 'narrow'}>
      <div className="head">
        <h1>{t('title')}</h1>
        {view.name && <p className="for">{t('forName', { name: view.name })}</p>}
      </div>
      <Outcome view={view} />
      {asks && (
        <div className="columns">
          <aside>
            <ProgressList view={view} />
            <Handoff page={page} />
          </aside>
          <div className="blocks">
            {!view.standing.verified && <PartyBlock page={page} />}
            {!view.standing.verified && <ProfileBlock page={page} typedBefore={typedBefore} onDirty={onDirty} />}
            {partsOf(view.standing.party).map((part) => (
              <DocumentsBlock key={part} page={page} part={part} uploads={uploads} lost={lost} />
            ))}
            <SendBlock page={page} uploads={uploads} />
            <PayoutBlock page={page} start={payout} />
          </div>
        </div>
      )}
      {!asks && <PayoutBlock page={page} start={payout} />}
    </main>
  )
}

/** Whether anything can be asked of the customer now. */
function isOpen({ standing, renewable }: PageView): boolean {
  if (standing.refused || standing.frozen) return false
  return !standing.verified || standing.returned.length > 0 || renewable.length > 0
}

function Foot({ view }: { view: PageView }) {
  const t = useWords()
  return (
    <footer className="foot">
      <a href={view.accountPage}>{t('toAccount')}</a>
      <span>{t('secure', { shop: view.shopName })}</span>
    </footer>
  )
}

/** The browser asks before a page is left on which something was typed or is on its way. */
function useWarningBeforeLoss(loss: boolean): void {
  useEffect(() => {
    if (!loss) return
    const onLeave = (event: BeforeUnloadEvent) => event.preventDefault()
    window.addEventListener('beforeunload', onLeave)
    return () => window.removeEventListener('beforeunload', onLeave)
  }, [loss])
}
