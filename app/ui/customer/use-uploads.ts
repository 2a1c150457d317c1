import { useCallback, useEffect, useRef, useState } from 'react'
import { BYTES_MAX, bytesMax, FILES_PER_SUBMISSION_MAX, type Kind, MEDIA_TYPES } from '../../documents/kinds.ts'
import type { Part } from '../../kyc/case.ts'
import type { FileView } from '../../kyc/page-view.ts'
import { type Sending, sendFile } from './requests.ts'
import type { FileFault, Reply, Trouble } from './trouble.ts'

/** A file between the customer's hand and the vault. */
export interface Upload {
  /** The id under which it is sent, the same for every attempt. */
  readonly id: string
  readonly part: Part
  readonly kind: Kind
  readonly file: File
  readonly preview: string | null
  readonly state: 'waiting' | 'uploading' | 'failed'
  readonly percent: number
  /** The files that the vault held when this one was chosen. */
  readonly before: readonly string[]
  /** How often it was begun. */
  readonly attempts: number
  readonly fault?: FileFault
  readonly trouble?: Trouble
}

export interface Uploads {
  readonly list: readonly Upload[]
  /** Pictures of files that this page sent, by document id. */
  readonly previews: ReadonlyMap<string, string>
  /** `there`: the ids of the files of this part that wait in the vault already. */
  add(part: Part, kind: Kind, files: readonly File[], there: readonly string[]): void
  retry(id: string): void
  drop(id: string): void
}

/** What can be known to be wrong before a byte is sent. The server judges by content; this only spares waiting. */
function faultOf(file: File): FileFault | undefined {
  if (file.size === 0) return 'empty'
  const known = MEDIA_TYPES.find((type) => type === file.type)
  if (!known && file.type !== '') return 'type'
  return file.size > (known ? bytesMax(known) : BYTES_MAX) ? 'too-large' : undefined
}

/**
 * The file to send now, if there is one. One after the other, so that papers arrive in the order in which they were chosen: the front of a
 * card before its back, however much larger it is.
 */
export const nextToSend = <Of extends Pick<Upload, 'state'>>(list: readonly Of[]): Of | undefined =>
  list.some(({ state }) => state === 'uploading') ? undefined : list.find(({ state }) => state === 'waiting')

/** What another attempt may mend by itself: no line, no room, no answer. */
const PASSING: readonly (Trouble | undefined)[] = ['offline', 'busy', 'down']
const PAUSES_SECONDS = [2, 4, 8, 15, 30, 60]

/** After how many seconds what failed is sent again by itself, under the same id; null: not any more, or it would fail again. */
export const againAfter = ({ trouble, attempts }: Pick<Upload, 'trouble' | 'attempts'>): number | null =>
  PASSING.includes(trouble) ? (PAUSES_SECONDS[attempts - 1] ?? null) : null

/** Sends files, tells how far they are, and keeps what failed for another attempt. */
export function useUploads(tag: string, onStored: (file: FileView) => void): Uploads {
  const [list, setList] = useState<readonly Upload[]>([])
  const [previews, setPreviews] = useState<ReadonlyMap<string, string>>(new Map())
  const running = useRef(new Map<string, Sending>())
  const change = useCallback((id: string, to: Partial<Upload>) => {
    setList((now) => now.map((upload) => (upload.id === id ? { ...upload, ...to } : upload)))
  }, [])

  useEffect(() => {
    const upload = nextToSend(list)
    if (!upload || running.current.size > 0) return
    const sending = sendFile(tag, { ...upload, upload: upload.id }, (percent) => change(upload.id, { percent }))
    running.current.set(upload.id, sending)
    const attempts = upload.attempts + 1
    change(upload.id, { state: 'uploading', percent: 0, attempts })
    void sending.reply.then((reply) => {
      running.current.delete(upload.id)
      if (!reply.ok) {
        const fate = failed(reply)
        const seconds = againAfter({ ...fate, attempts })
        if (seconds !== null)
          setTimeout(() => setList((now) => now.map((one) => (isStill(one, upload.id, attempts) ? again(one) : one))), seconds * 1000)
        return change(upload.id, fate)
      }
      const { preview } = upload
      if (preview) setPreviews((now) => new Map(now).set(reply.value.file.id, preview))
      setList((now) => now.filter(({ id }) => id !== upload.id))
      onStored(reply.value.file)
    })
  }, [list, tag, change, onStored])

  const add = useCallback((part: Part, kind: Kind, files: readonly File[], before: readonly string[]) => {
    setList((now) => {
      const there = before.length + now.filter((upload) => upload.part === part).length
      const fresh = files.map((file, i): Upload => {
        const fault = there + i >= FILES_PER_SUBMISSION_MAX ? 'too-many' : faultOf(file)
        const preview = file.type.startsWith('image/') && !fault ? URL.createObjectURL(file) : null
        return {
          id: newUploadId(),
          part,
          kind,
          file,
          preview,
          percent: 0,
          before,
          attempts: 0,
          ...(fault ? { state: 'failed', fault } : { state: 'waiting' }),
        }
      })
      return [...now, ...fresh]
    })
  }, [])

  const retry = useCallback((id: string) => {
    setList((now) => now.map((upload) => (upload.id === id ? again(upload) : upload)))
  }, [])

  const drop = useCallback((id: string) => {
    running.current.get(id)?.abort()
    setList((now) => now.filter((upload) => upload.id !== id))
  }, [])

  useRetryWhenOnline(setList)
  return { list, previews, add, retry, drop }
}

/** Failed in that attempt, and neither begun again nor taken away since. */
const isStill = (one: Upload, id: string, attempts: number): boolean => one.id === id && one.state === 'failed' && one.attempts === attempts

const again = ({ fault: _, trouble: __, ...upload }: Upload): Upload => ({ ...upload, state: 'waiting', percent: 0 })

const failed = (reply: Extract<Reply<unknown>, { ok: false }>): Pick<Upload, 'state' | 'fault' | 'trouble'> => ({
  state: 'failed',
  ...('file' in reply ? { fault: reply.file } : { trouble: 'trouble' in reply ? reply.trouble : 'down' }),
})

/** What failed for want of a line goes again by itself when the line is back. */
function useRetryWhenOnline(setList: (change: (now: readonly Upload[]) => readonly Upload[]) => void): void {
  useEffect(() => {
    const onOnline = () => setList((now) => now.map((upload) => (upload.trouble === 'offline' ? again(upload) : upload)))
    window.addEventListener('online', onOnline)
    return () => window.removeEventListener('online', onOnline)
  }, [setList])
}

/** A random id in the shape of a UUID; crypto.randomUUID is missing where a page is served without https. */
function newUploadId(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16))
  const hex = [...bytes].map((byte) => byte.toString(16).padStart(2, '0')).join('')
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5')
}
