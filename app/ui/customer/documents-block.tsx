import type { Part } from '../../kyc/case.ts'
import { FileList } from './file-list.tsx'
import { Note } from './note.tsx'
import { Picker } from './picker.tsx'
import { ReturnedFiles } from './returned-files.tsx'
import type { Page } from './use-page.ts'
import type { Lost } from './use-unfinished.ts'
import type { Uploads } from './use-uploads.ts'
import { useWords } from './words.tsx'

interface DocumentsBlockProps {
  page: Page
  part: Part
  uploads: Uploads
  lost: Lost
}

/** One part's papers (B01, B02): what was returned and why, what was sent, what waits, and a way to add more. */
export function DocumentsBlock({ page, part, uploads, lost }: DocumentsBlockProps) {
  const t = useWords()
  const { standing, files, renewable } = page.view
  const renewal = renewable.find((one) => one.part === part)
  const state = standing[part]
  const returned = standing.returned.find((one) => one.part === part)
  const sent = files.filter((file) => file.part === part && file.sent)
  const stay = sent.filter((file) => file.returned === null)
  const again = sent.filter((file) => file.returned !== null)
  const more = state === 'submitted' && stay.length > 0
  const picker = <Picker page={page} part={part} uploads={uploads} again={returned ? again : []} othersStay={stay.length > 0} />
  return (
    <section className="card" id={part} aria-labelledby={`${part}-title`}>
      <h2 id={`${part}-title`}>{t(`documents.${part}Title`)}</h2>
      <LostFiles part={part} lost={lost} />
      {state === 'accepted' && !renewal ? (
        <>
          <Note tone="good">{t('documents.acceptedText')}</Note>
          <FileList page={page} part={part} uploads={uploads} sent={stay} accepted />
        </>
      ) : (
        <>
          {renewal && <Note tone="warn">{t('documents.renewText', { day: renewal.day })}</Note>}
          {returned && <ReturnedFiles page={page} files={again} reason={returned.reason} othersStay={stay.length > 0} />}
          {state === 'submitted' && <Note tone="info">{t(more ? 'documents.submittedText' : 'documents.submittedElsewhere')}</Note>}
          {!more && <p className="lead">{t(`documents.${part}Lead`)}</p>}
          <FileList page={page} part={part} uploads={uploads} sent={renewal ? [] : stay} />
          {more ? (
            <details className="more">
              <summary>{t('documents.addMore')}</summary>
              {picker}
            </details>
          ) : (
            picker
          )}
        </>
      )}
    </section>
  )
}

/** What was on its way when this page was closed, and did not arrive: asked for again, until it comes or is not wanted any more. */
function LostFiles({ part, lost }: Pick<DocumentsBlockProps, 'part' | 'lost'>) {
  const t = useWords()
  const mine = lost.list.filter((one) => one.part === part)
  if (mine.length === 0) return null
  return (
    <Note tone="warn">
      <strong>{t('documents.lostTitle')}</strong>
      <p>{t('documents.lostText')}</p>
      <ul className="lost">
        {mine.map(({ id, kind }) => (
          <li key={id}>
            <span>{t(`kind.${kind}`)}</span>
            <button
              type="button"
              className="link"
              aria-label={`${t('documents.lostForget')}: ${t(`kind.${kind}`)}`}
              onClick={() => lost.forget(id)}
            >
              {t('documents.lostForget')}
            </button>
          </li>
        ))}
      </ul>
    </Note>
  )
}
