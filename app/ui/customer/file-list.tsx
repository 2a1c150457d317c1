import { useState } from 'react'
import type { Part } from '../../kyc/case.ts'
import type { FileView } from '../../kyc/page-view.ts'
import { TroubleNote } from './note.tsx'
import { Tick } from './progress-list.tsx'
import { ask } from './requests.ts'
import { Thumb, useThumbnail } from './thumb.tsx'
import type { Trouble } from './trouble.ts'
import type { Page } from './use-page.ts'
import type { Upload, Uploads } from './use-uploads.ts'
import { useWords } from './words.tsx'

interface FileListProps {
  page: Page
  part: Part
  uploads: Uploads
  sent: readonly FileView[]
  /** What was sent was accepted. */
  accepted?: boolean
}

/** The files of a part: sent, waiting to be sent, on their way, failed. */
export function FileList({ page, part, uploads, sent, accepted = false }: FileListProps) {
  const t = useWords()
  const waiting = page.view.files.filter((file) => file.part === part && !file.sent)
  const coming = uploads.list.filter((upload) => upload.part === part)
  if (sent.length + waiting.length + coming.length === 0) return null
  return (
    <ul className="files" aria-label={t('documents.listLabel')}>
      {[...sent, ...waiting].map((file, i) => (
        <KeptFile
          key={file.id}
          page={page}
          file={file}
          number={i + 1}
          preview={uploads.previews.get(file.id) ?? null}
          accepted={accepted}
        />
      ))}
      {coming.map((upload, i) => (
        <ComingFile key={upload.id} page={page} upload={upload} number={sent.length + waiting.length + i + 1} uploads={uploads} />
      ))}
    </ul>
  )
}

function sizeText(bytes: number): string {
  return bytes < 1024 * 1024 ? `${Math.max(1, Math.round(bytes / 1024))} KB` : `${(bytes / 1024 / 1024).toFixed(1)} MB`
}

interface KeptFileProps {
  page: Page
  file: FileView
  number: number
  preview: string | null
  accepted: boolean
}

const stateOf = ({ sent }: FileView, accepted: boolean) => (!sent ? 'documents.ready' : accepted ? 'documents.accepted' : 'documents.sent')

function KeptFile({ page, file, number, preview, accepted }: KeptFileProps) {
  const t = useWords()
  const [removing, setRemoving] = useState(false)
  const [trouble, setTrouble] = useState<Trouble | null>(null)
  const name = t('documents.fileName', { kind: t(`kind.${file.kind}`), number })
  const remove = async () => {
    if (removing) return
    setRemoving(true)
    const reply = await ask<unknown>(page.view.caseTag, 'DELETE', `/customer/documents/${file.id}`)
    setRemoving(false)
    // Not found means that it is gone already, which is what was asked.
    if (reply.ok || ('trouble' in reply && reply.trouble === 'notFound')) page.removed(file.id)
    else setTrouble('trouble' in reply ? reply.trouble : 'down')
  }
  return (
    <li className="file kept">
      <Thumb preview={useThumbnail(page.view.caseTag, file.id) ?? preview} pdf={file.mediaType === 'application/pdf'} />
      <span className="about">
        <span className="file-name">{name}</span>
        <span className="file-state">
          {file.sent && <Tick />} <span>{t(stateOf(file, accepted))}</span> · {sizeText(file.bytes)}
        </span>
      </span>
      {!file.sent && (
        <button type="button" className="link" aria-label={`${t('documents.remove')}: ${name}`} onClick={() => void remove()}>
          {t(removing ? 'documents.removing' : 'documents.remove')}
        </button>
      )}
      {trouble && <TroubleNote trouble={trouble} accountPage={page.view.accountPage} onRetry={() => void remove()} />}
    </li>
  )
}

interface ComingFileProps {
  page: Page
  upload: Upload
  number: number
  uploads: Uploads
}

function ComingFile({ page, upload, number, uploads }: ComingFileProps) {
  const t = useWords()
  const failed = upload.state === 'failed'
  // What failed is called as its owner calls it, to tell which of many to choose again.
  const name = failed ? upload.file.name : t('documents.fileName', { kind: t(`kind.${upload.kind}`), number })
  return (
    <li className={`file coming ${failed ? 'failed' : ''}`}>
      <Thumb preview={upload.fault ? null : upload.preview} pdf={upload.file.type === 'application/pdf'} />
      <span className="about">
        <span className="file-name">{name}</span>
        {failed ? (
          <span className="fault" role="alert">
            {upload.fault ? t(`file.${upload.fault}`) : ''}
          </span>
        ) : (
          <>
            <progress max={100} value={upload.percent} aria-label={name} />
            <span className="file-state" role="status">
              {upload.state === 'waiting'
                ? t('documents.waiting')
                : upload.percent < 100
                  ? t('documents.uploading', { percent: upload.percent })
                  : t('documents.checking')}
            </span>
          </>
        )}
      </span>
      <span className="file-actions">
        {failed && !upload.fault && (
          <button type="button" className="link" aria-label={`${t('documents.retry')}: ${name}`} onClick={() => uploads.retry(upload.id)}>
            {t('documents.retry')}
          </button>
        )}
        <button type="button" className="link" aria-label={`${t('documents.remove')}: ${name}`} onClick={() => uploads.drop(upload.id)}>
          {t('documents.remove')}
        </button>
      </span>
      {failed && upload.trouble && <TroubleNote trouble={upload.trouble} accountPage={page.view.accountPage} />}
    </li>
  )
}
