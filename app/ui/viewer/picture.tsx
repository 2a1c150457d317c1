import { type RefObject, useEffect, useRef, useState } from 'react'
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
  return props.blob.type === 'application/pdf' ? <PdfPage {...props} /> : <Photo {...props} />
}

function Photo({ blob, onSize, onPages, onFailed, alt }: Props) {
  const [url, setUrl] = useState<string | null>(null)
  // biome-ignore lint/correctness/useExhaustiveDependencies: an image has one page, told once per image
  useEffect(() => {
    const made = URL.createObjectURL(blob)
    setUrl(made)
    onPages(1)
    return () => URL.revokeObjectURL(made)
  }, [blob])
  if (!url) return null
  return (
    <img
      src={url}
      alt={alt}
      draggable={false}
      onLoad={({ currentTarget: { naturalWidth, naturalHeight } }) => onSize({ width: naturalWidth, height: naturalHeight })}
      onError={onFailed}
    />
  )
}

type Pdf = Awaited<ReturnType<typeof import('./pdf.ts')['openPdf']>>

function PdfPage({ blob, page, onSize, onPages, onFailed, alt }: Props) {
  const canvas = useRef<HTMLCanvasElement>(null)
  const pdf = useOpenPdf(blob, onPages, onFailed)
  useDrawnPage(canvas, pdf, page, onSize, onFailed)
  return <canvas ref={canvas} role="img" aria-label={alt} />
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

function useDrawnPage(
  canvas: RefObject<HTMLCanvasElement>,
  pdf: Pdf | null,
  page: number,
  onSize: (size: Size) => void,
  onFailed: () => void,
): void {
  // biome-ignore lint/correctness/useExhaustiveDependencies: drawn once per page, whoever listens
  useEffect(() => {
    const on = canvas.current
    if (!pdf || !on) return
    let left = false
    import('./pdf.ts')
      .then(({ drawPage }) => drawPage(pdf, page, on))
      .then(
        () => {
          if (!left) onSize({ width: on.width, height: on.height })
        },
        () => {
          if (!left) onFailed()
        },
      )
    return () => {
      left = true
    }
  }, [pdf, page])
}
