import { noticeParts } from '../../kyc/notice-texts.ts'
import type { PageView } from '../../kyc/page-view.ts'
import { ActForm } from './act-form.tsx'
import type { Page } from './use-page.ts'
import { useWords } from './words.tsx'

/** Step 0: what the information is for. Nothing else is on the page until it is accepted. */
export function NoticeStep({ page }: { page: Page }) {
  const t = useWords()
  const { notice } = page.view
  return (
    <main className="narrow">
      <h1>{t('title')}</h1>
      <section className="card">
        <h2>{t('notice.title')}</h2>
        <p className="lead">{t('notice.lead')}</p>
        <NoticeText notice={notice} />
        <ActForm
          page={page}
          act={() => ({ act: 'accept', version: notice.version, noticeLanguage: notice.language })}
          fields={{ act: 'accept', version: String(notice.version), noticeLanguage: notice.language }}
          button={t('notice.accept')}
          busy={t('saving')}
        />
      </section>
    </main>
  )
}

function NoticeText({ notice }: { notice: PageView['notice'] }) {
  const t = useWords()
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a long text scrolls inside its box, also by keyboard
    <section className="notice-text" lang={notice.language} tabIndex={0} aria-label={t('notice.title')}>
      {noticeParts(notice.text).map(({ heading, text }) => (
        <div key={`${heading ?? ''}${text}`}>
          {heading !== null && <h3>{heading}</h3>}
          {text !== '' && <p>{text}</p>}
        </div>
      ))}
    </section>
  )
}
