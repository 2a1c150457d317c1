import { type ChangeEvent, type DragEvent, useId, useState } from 'react'
import { KINDS, type Kind, MEDIA_TYPES } from '../../documents/kinds.ts'
import type { Part } from '../../kyc/case.ts'
import { Example } from './example.tsx'
import { FileList } from './file-list.tsx'
import { Note } from './note.tsx'
import type { Page } from './use-page.ts'
import type { Uploads } from './use-uploads.ts'
import { useWords } from './words.tsx'

interface DocumentsBlockProps {
  page: Page
  part: Part
  uploads: Uploads
}

/** One part's papers (B01, B02): what was returned and why, what was sent, what waits, and a way to add more. */
export function DocumentsBlock({ page, part, uploads }: DocumentsBlockProps) {
  const t = useWords()
  const { standing, files, renewable } = page.view
  const renewal = renewable.find((one) => one.part === part)
  const state = standing[part]
  const returned = standing.returned.find((one) => one.part === part)
  const sentFiles = files.filter((file) => file.part === part && file.sent && file.returned === null)
  const more = state === 'submitted' && sentFiles.length > 0
  return (
    <section className="card" id={part} aria-labelledby={`${part}-title`}>
      <h2 id={`${part}-title`}>{t(`documents.${part}Title`)}</h2>
      {state === 'accepted' && !renewal ? (
        <Note tone="good">{t('documents.acceptedText')}</Note>
      ) : (
        <>
          {renewal && <Note tone="warn">{t('documents.renewText', { day: renewal.day })}</Note>}
          {returned && (
            <Note tone="warn">
              <strong>{t('documents.returnedTitle')}</strong>
              {returned.reason !== '' && <p className="prose">{returned.reason}</p>}
            </Note>
          )}
          {state === 'submitted' && <Note tone="info">{t(more ? 'documents.submittedText' : 'documents.submittedElsewhere')}</Note>}
          {!more && <p className="lead">{t(`documents.${part}Lead`)}</p>}
          <FileList page={page} part={part} uploads={uploads} sent={renewal ? [] : sentFiles} />
          {more ? (
            <details className="more">
              <summary>{t('documents.addMore')}</summary>
              <Picker page={page} part={part} uploads={uploads} />
            </details>
          ) : (
            <Picker page={page} part={part} uploads={uploads} />
          )}
        </>
      )}
    </section>
  )
}

/** First the kind, then the files: a card that must not be sent whole is warned of before it is photographed. */
function Picker({ page, part, uploads }: DocumentsBlockProps) {
  const t = useWords()
  const group = useId()
  const [kind, setKind] = useState<Kind | null>(null)
  const [over, setOver] = useState(false)
  const there = page.view.files.filter((file) => file.part === part && !file.sent).length
  const add = (files: FileList | null) => {
    if (kind && files) uploads.add(part, kind, [...files], there)
  }
  const onDrop = (event: DragEvent) => {
    event.preventDefault()
    setOver(false)
    add(event.dataTransfer.files)
  }
  return (
    <>
      <fieldset className="plain kinds">
        <legend>{t('documents.kindLabel')}</legend>
        {KINDS[part].map((one) => (
          <label key={one} className="chip">
            <input type="radio" name={group} value={one} checked={kind === one} onChange={() => setKind(one)} />
            <span>{t(`kind.${one}`)}</span>
          </label>
        ))}
      </fieldset>
      <noscript>
        <Note tone="warn">{t('documents.needsScript')}</Note>
      </noscript>
      {kind && (
        // biome-ignore lint/a11y/noStaticElementInteractions: dropping is an addition; the buttons inside do the same
        <div
          className={`drop ${over ? 'over' : ''}`}
          onDragOver={(event) => {
            event.preventDefault()
            setOver(true)
          }}
          onDragLeave={() => setOver(false)}
          onDrop={onDrop}
        >
          <Example kind={kind} />
          <p className={kind === 'my-number-card' ? 'kind-hint strong' : 'kind-hint'}>{t(`kindHint.${kind}`)}</p>
          <div className="pickers">
            <PickButton className="camera" label={t('documents.camera')} accept="image/jpeg,image/png" capture onFiles={add} />
            <PickButton className="pick" label={t('documents.pick')} accept={MEDIA_TYPES.join(',')} onFiles={add} />
          </div>
          <p className="hint drop-hint">{t('documents.drop')}</p>
          <p className="hint">{t('documents.limits')}</p>
        </div>
      )}
    </>
  )
}

interface PickButtonProps {
  className: string
  label: string
  accept: string
  capture?: boolean
  onFiles: (files: FileList | null) => void
}

function PickButton({ className, label, accept, capture, onFiles }: PickButtonProps) {
  const onChange = (event: ChangeEvent<HTMLInputElement>) => {
    onFiles(event.target.files)
    // So that the same file can be chosen again after it failed.
    event.target.value = ''
  }
  return (
    <label className={`button picker ${className}`}>
      <input type="file" accept={accept} multiple={!capture} onChange={onChange} {...(capture ? { capture: 'environment' } : {})} />
      <span>{label}</span>
    </label>
  )
}
