// Loaded only when a PDF is looked at: the renderer is large.
import { GlobalWorkerOptions, getDocument, type PDFDocumentProxy } from 'pdfjs-dist'
import workerUrl from 'pdfjs-dist/build/pdf.worker.min.mjs?url'

GlobalWorkerOptions.workerSrc = workerUrl

// Japanese PDFs often name fonts and encodings without bringing them, and scanners pack pages in JBIG2 and JPEG 2000: the renderer asks for
// these tables by file name, and the bundler knows where each file has gone.
const files: Readonly<Record<string, string>> = import.meta.glob(
  [
    '/node_modules/pdfjs-dist/cmaps/*.bcmap',
    '/node_modules/pdfjs-dist/standard_fonts/*.{ttf,pfb}',
    '/node_modules/pdfjs-dist/wasm/{openjpeg,jbig2,qcms_bg}.wasm',
  ],
  { query: '?url', import: 'default', eager: true },
)
const urls = new Map(Object.entries(files).map(([path, url]) => [path.slice(path.lastIndexOf('/') + 1), url]))

class BundledFiles {
  async fetch({ filename }: { kind: string; filename: string }): Promise<Uint8Array> {
    const url = urls.get(filename)
    if (!url) throw new Error(`the PDF renderer asks for ${filename}, which is not bundled`)
    const response = await fetch(url)
    if (!response.ok) throw new Error(`${filename}: ${response.status}`)
    return new Uint8Array(await response.arrayBuffer())
  }
}

/** Larger pages are drawn smaller: a canvas beyond this fails in phones. */
const PIXELS_MAX = 16_000_000
/** Pixels of a page's longer side: enough to read small print when zoomed in. */
const SIDE_PIXELS = 2600

/** Opens a PDF from memory. Scripts and forms in it are not run. Rejects when it cannot be read. */
export async function openPdf(blob: Blob): Promise<PDFDocumentProxy> {
  const data = new Uint8Array(await blob.arrayBuffer())
  return getDocument({ data, BinaryDataFactory: BundledFiles, useWorkerFetch: false, enableXfa: false, stopAtErrors: false }).promise
}

/** One page (1, 2, …) as a picture. Browsers shrink pictures well and canvases badly: small print would be unreadable in the whole view. */
export async function drawPage(pdf: PDFDocumentProxy, number: number): Promise<Blob> {
  const page = await pdf.getPage(number)
  const { width, height } = page.getViewport({ scale: 1 })
  const scale = Math.min(SIDE_PIXELS / Math.max(width, height), Math.sqrt(PIXELS_MAX / (width * height)))
  const viewport = page.getViewport({ scale })
  const canvas = document.createElement('canvas')
  canvas.width = Math.floor(viewport.width)
  canvas.height = Math.floor(viewport.height)
  await page.render({ canvas, viewport }).promise
  return new Promise((resolve, reject) => {
    canvas.toBlob((blob) => (blob ? resolve(blob) : reject(new Error('a page could not be drawn'))), 'image/png')
  })
}
