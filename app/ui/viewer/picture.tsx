import { type SyntheticEvent, useEffect, useState } from 'react'
import type { Size } from './pose.ts'

interface Props {
  readonly blob: Blob
  readonly page: number
  readonly onSize: (size: Size) => void
  readonly onPages: (pages: number) => void
  readonly onFailed: () => void
  readonly alt: string
}

/** A document as a picture: an image as it is, one page of a PDF drawn. Its size is told once it is known. */
export function Picture(props: Props) {
  return props.blob.type === 'application/pdf' ? <PdfPage {...props} /> : <Photo {...props} onLoaded={() => props.onPages(1)} />
}

interface PhotoProps extends Pick<Props, 'blob' | 'onSize' | 'onFailed' | 'alt'> {
  readonly onLoaded?: () => void
}

function Photo({ blob, onSize, onFailed, onLoaded, alt }: PhotoProps) {
  const [url, setUrl] = useState<string | null>(null)
  useEffect(() => {
    const made = URL.createObjectURL(blob)
    setUrl(made)
    return () => URL.revokeObjectURL(made)
  }, [blob])
  if (!url) return null
  const onLoad = ({ currentTarget: { naturalWidth, naturalHeight } }: SyntheticEvent<HTMLImageElement>) => {
    onSize({ width: naturalWidth, height: naturalHeight })
    onLoaded?.()
  }
  return <img src={url} alt={alt} draggable={false} onLoad={onLoad} onError={onFailed} />
}

type Pdf = Awaited<ReturnType<typeof import('./pdf.ts')['openPdf']>>

function PdfPage({ blob, page, onSize, onPages, onFailed, alt }: Props) {
  const pdf = useOpenPdf(blob, onPages, onFailed)
  const drawn = useDrawnPage(pdf, page, onFailed)
  return drawn && <Photo blob={drawn} alt={alt} onSize={onSize} onFailed={onFailed} />
}

function useOpenPdf(blob: Blob, onPages: (pages: number) => void, onFailed: () => void): Pdf | null {
  const [pdf, setPdf] = useState<Pdf | null>(null)
  // biome-ignore lint/correctness/useExhaustiveDependencies: opened once per document, whoever listens
  useEffect(() => {
    let left = false
    const opening = import('./pdf.ts').then(({ openPdf }) => openPdf(blob))
    opening.then(
      (opened) => {
        if (left) return
        setPdf(opened)
        onPages(opened.numPages)
      },
      () => {
        if (!left) onFailed()
      },
    )
    return () => {
      left = true
      void opening.then((opened) => opened.loadingTask.destroy()).catch(() => undefined)
    }
  }, [blob])
  return pdf
}

/** A page as a picture; the page before stays until it is drawn. */
function useDrawnPage(pdf: Pdf | null, page: number, onFailed: () => void): Blob | null {
  const [drawn, setDrawn] = useState<Blob | null>(null)
  // biome-ignore lint/correctness/useExhaustiveDependencies: drawn once per page, whoever listens
  useEffect(() => {
    if (!pdf) return
    let left = false
    import('./pdf.ts')
      .then(({ drawPage }) => drawPage(pdf, page))
      .then(
        (blob) => {
          if (!left) setDrawn(blob)
        },
        () => {
          if (!left) onFailed()
        },
      )
    return () => {
      left = true
    }
  }, [pdf, page])
  return drawn
}
