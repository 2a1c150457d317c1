import type { FileView } from '../../kyc/page-view.ts'
import { Note } from './note.tsx'
import { Thumb, useThumbnail } from './thumb.tsx'
import type { Page } from './use-page.ts'
import { useWords } from './words.tsx'

interface ReturnedFilesProps {
  page: Page
  files: readonly FileView[]
  /** What the reviewer said beyond the reasons of the single papers; may be empty. */
  reason: string
  /** Others of the part stay as they are. */
  othersStay: boolean
}

/** What is asked for again (C19): each paper as it was sent, with the reason for it, in the customer's language. */
export function ReturnedFiles({ page, files, reason, othersStay }: ReturnedFilesProps) {
  const t = useWords()
  return (
    <Note tone="warn">
      <strong>{t('documents.returnedTitle')}</strong>
      {reason !== '' && <p className="prose">{reason}</p>}
      <ul className="returned-files">
        {files.map((file) => (
          <ReturnedFile key={file.id} page={page} file={file} />
        ))}
      </ul>
      {othersStay && <p>{t('documents.othersStay')}</p>}
    </Note>
  )
}

function ReturnedFile({ page, file }: { page: Page; file: FileView }) {
  const t = useWords()
  return (
    <li>
      <Thumb preview={useThumbnail(page.view.caseTag, file.id)} pdf={file.mediaType === 'application/pdf'} />
      <span>
        <strong>{t(`kind.${file.kind}`)}</strong>
        {file.returned && <span className="prose">{file.returned}</span>}
      </span>
    </li>
  )
}
