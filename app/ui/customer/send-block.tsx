import { ActForm } from './act-form.tsx'
import { Note } from './note.tsx'
import type { Page } from './use-page.ts'
import type { Uploads } from './use-uploads.ts'
import { useWords } from './words.tsx'

/** Sends the files that are ready (B03, B04). Says what to wait for instead of standing there dead. */
export function SendBlock({ page, uploads }: { page: Page; uploads: Uploads }) {
  const t = useWords()
  const { view } = page
  const ready = view.files.some((file) => !file.sent)
  const busy = uploads.list.some(({ state }) => state !== 'failed')
  const asked = view.standing.missing.some((gap) => gap === 'identity' || gap === 'corporate') || view.standing.returned.length > 0
  if (!asked && !ready && uploads.list.length === 0) return null
  return (
    <section className="card send" id="send" aria-labelledby="send-title">
      <h2 id="send-title">{t('send.title')}</h2>
      <p className="lead">{t('send.lead')}</p>
      {busy ? (
        <Note tone="info">{t('send.busy')}</Note>
      ) : ready ? (
        <ActForm
          page={page}
          act={() => ({ act: 'send' })}
          fields={{ act: 'send' }}
          button={t('send.button')}
          busy={t('sending')}
          onDone={toOutcome}
        />
      ) : (
        <Note tone="info">{t('send.nothing')}</Note>
      )}
    </section>
  )
}

/** After sending, what happens next stands at the top. */
function toOutcome(): void {
  requestAnimationFrame(() => {
    const outcome = document.getElementById('outcome')
    outcome?.scrollIntoView({ block: 'start' })
    outcome?.focus({ preventScroll: true })
  })
}
