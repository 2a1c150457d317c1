import { useEffect, useState } from 'react'
import { thumbnailOf } from './requests.ts'
import { useWords } from './words.tsx'

/** A small picture of a file, or the name of its kind. */
export function Thumb({ preview, pdf }: { preview: string | null; pdf: boolean }) {
  const t = useWords()
  if (preview) return <img className="thumb" src={preview} alt={t('documents.preview')} />
  return (
    <span className="thumb" aria-hidden="true">
      {pdf ? 'PDF' : 'IMG'}
    </span>
  )
}

/** The picture that the vault made of a file: it shows what arrived, also after this page was loaded anew. */
export function useThumbnail(tag: string, id: string): string | null {
  const [url, setUrl] = useState<string | null>(null)
  useEffect(() => {
    let left = false
    const made = thumbnailOf(tag, id)
    void made.then((there) => {
      if (!left) setUrl(there)
    })
    return () => {
      left = true
      void made.then((there) => there && URL.revokeObjectURL(there))
    }
  }, [tag, id])
  return url
}
