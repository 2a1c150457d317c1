import { type ChangeEvent, type DragEvent, useEffect, useId, useState } from 'react'
import { KINDS, type Kind, MEDIA_TYPES } from '../../documents/kinds.ts'
import type { Part } from '../../kyc/case.ts'
import type { FileView } from '../../kyc/page-view.ts'
import { Example } from './example.tsx'
import { Note } from './note.tsx'
import { Tick } from './progress-list.tsx'
import { nextSide, SIDES } from './shots.ts'
import type { Page } from './use-page.ts'
import type { Uploads } from './use-uploads.ts'
import { useWords } from './words.tsx'

interface PickerProps {
  page: Page
  part: Part
  uploads: Uploads
  /** Papers that are asked for again: one of their kind is what is most likely chosen. */
  again: readonly FileView[]
  /** Others of the part stand: which sides are still to be taken is the customer's to say. */
  othersStay: boolean
}

/** First the kind, then the files: a card that must not be sent whole is warned of before it is photographed. */
export function Picker({ page, part, uploads, again, othersStay }: PickerProps) {
  const t = useWords()
  const group = useId()
  const [kind, setKind] = useState<Kind | null>(again[0]?.kind ?? null)
  const [over, setOver] = useState(false)
  const there = page.view.files.filter((file) => file.part === part && !file.sent)
  const add = (files: FileList | null) => {
    if (!kind || !files) return
    const ids = there.map(({ id }) => id)
    uploads.add(part, kind, [...files], ids)
  }
  const finish = () => {
    setKind(null)
    requestAnimationFrame(() => document.getElementById('send')?.scrollIntoView({ block: 'center' }))
  }
  const taken = [...there, ...uploads.list.filter((upload) => upload.part === part && !upload.fault)].filter(
    (one) => one.kind === kind,
  ).length
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
          <Shots kind={kind} taken={taken} guided={!othersStay} onFiles={add} onDone={finish} />
          <p className="hint drop-hint">{t('documents.drop')}</p>
          <p className="hint">{t('documents.limits')}</p>
        </div>
      )}
    </>
  )
}

interface ShotsProps {
  kind: Kind
  /** How many of this kind are there, arrived or on their way. */
  taken: number
  guided: boolean
  onFiles: (files: FileList | null) => void
  onDone: () => void
}

/** Shot after shot: which side comes next, and when it is enough. A browser opens its camera for one shot at a time, and only when told to. */
function Shots({ kind, taken, guided, onFiles, onDone }: ShotsProps) {
  const t = useWords()
  const pickable = usePickable()
  const sides = SIDES[kind]
  const next = nextSide(kind, taken)
  const said = guided && next ? t(`shot.${next}`) : taken > 0 ? t('shot.more') : t('documents.camera')
  const enough = guided && !next
  const paged = sides.includes('page')
  return (
    <>
      {guided && sides.length > 1 && (
        <ol className="shots" aria-label={t('shot.label')}>
          {sides.map((side, i) => (
            <li key={side} className={i < taken ? 'done' : i === taken ? 'now' : ''}>
              {i < taken ? <Tick /> : <span aria-hidden="true">{i + 1}</span>} {t(`example.${side}`)}
            </li>
          ))}
        </ol>
      )}
      {enough && <Note tone="good">{paged ? t('shot.pages', { number: taken }) : t('shot.complete')}</Note>}
      <div className="pickers">
        <PickButton className={`camera ${enough ? 'quiet' : ''}`} label={said} accept="image/jpeg,image/png" capture onFiles={onFiles} />
        <PickButton className="pick" label={t('documents.pick')} accept={pickable} onFiles={onFiles} />
        {taken > 0 && (
          <button type="button" className={`button finish ${enough ? 'primary' : ''}`} onClick={onDone}>
            {t('shot.done')}
          </button>
        )}
      </div>
    </>
  )
}

/** An iPhone that is not asked for HEIC hands out the same photo as JPEG, of any size: its largest ones are more than we can unpack. */
function usePickable(): string {
  const [types, setTypes] = useState<readonly string[]>(MEDIA_TYPES)
  useEffect(() => {
    if (/iPhone|iPad/.test(navigator.userAgent)) setTypes(MEDIA_TYPES.filter((type) => type !== 'image/heic'))
  }, [])
  return types.join(',')
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
