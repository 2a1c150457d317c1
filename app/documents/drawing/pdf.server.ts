import { readFileSync } from 'node:fs'
import { PDFiumModule } from '@hyzyla/pdfium'
import { type Innards, offerFont } from './fonts.server.ts'
import { type DrawnPage, NotDrawn } from './page.ts'

type Pdfium = Awaited<ReturnType<typeof PDFiumModule>> & {
  _FPDF_InitLibrary(): void
  _FPDF_GetDefaultSystemFontInfo(): number
  _FPDF_SetSystemFontInfo(info: number): void
  _FPDF_GetPageWidthF(page: number): number
  _FPDF_GetPageHeightF(page: number): number
}

/** Pixels of a page's longer side: 200 to the inch of an A4 page, enough to read small print when zoomed in. */
const SIDE_PIXELS = 2340
/** A page may be a strip; it is drawn no larger than this. */
const PIXELS_MAX = 6_000_000

const BGRA = 4
/** PDFium's flags: annotations are drawn (stamps are), and the bytes come as red, green, blue. */
const FLAGS = 0x01 | 0x10
const WHITE = 0xffffffff
const ERROR_PASSWORD = 4
const ERROR_SECURITY = 5

const code = await WebAssembly.compile(readFileSync(new URL(import.meta.resolve('@hyzyla/pdfium/pdfium.wasm'))))

/** A PDFium that has seen no document yet: what one of them breaks is broken for it alone. Scripts and forms are not built into our use of it. */
async function newPdfium(): Promise<Drawer> {
  let inside: Innards | undefined
  const state = { starved: false }
  const quiet = { print: () => undefined, printErr: () => undefined }
  const pdfium = (await PDFiumModule({
    ...quiet,
    instantiateWasm(imports: WebAssembly.Imports, done: (instance: never) => void) {
      const instance = new WebAssembly.Instance(code, { ...imports, env: watched(imports.env ?? {}, state) })
      inside = instance.exports as unknown as Innards
      done(instance as never)
      return instance.exports
    },
  })) as Pdfium
  if (!inside) throw new Error('PDFium did not start')
  pdfium._FPDF_InitLibrary()
  offerFont(pdfium, inside)
  return { pdfium, inside, state }
}

/** A PDFium, its memory, and whether it ever wanted more of it than there is: then it leaves out what it could not unpack, without a word. */
interface Drawer {
  readonly pdfium: Pdfium
  readonly inside: Innards
  readonly state: { starved: boolean }
}

function watched(env: WebAssembly.ModuleImports, state: Drawer['state']): WebAssembly.ModuleImports {
  const grow = env.emscripten_resize_heap
  if (typeof grow !== 'function') throw new Error('PDFium asks for memory in a way that we do not know')
  const watching = (bytes: number): unknown => {
    const grown: unknown = grow(bytes)
    if (!grown) state.starved = true
    return grown
  }
  return { ...env, emscripten_resize_heap: watching }
}

/** Draws every page of a PDF, one after the other. Throws NotDrawn for what is none, is locked, or has too many pages. */
export async function* drawPdf(bytes: Uint8Array, pagesMax: number): AsyncGenerator<DrawnPage> {
  const drawer = await newPdfium()
  const { pdfium, inside } = drawer
  const place = inside.malloc(bytes.length)
  if (place === 0) throw new NotDrawn('too-complex')
  new Uint8Array(inside.memory.buffer).set(bytes, place)
  const document = pdfium._FPDF_LoadMemDocument(place, bytes.length, 0)
  if (!document) {
    const error = pdfium._FPDF_GetLastError()
    throw new NotDrawn(error === ERROR_PASSWORD || error === ERROR_SECURITY ? 'locked' : 'unreadable')
  }
  const pages = pdfium._FPDF_GetPageCount(document)
  if (pages < 1) throw new NotDrawn('unreadable')
  if (pages > pagesMax) throw new NotDrawn('too-many-pages')
  for (let index = 0; index < pages; index++) yield* drawPage(drawer, document, index)
}

function* drawPage({ pdfium, inside, state }: Drawer, document: number, index: number): Generator<DrawnPage> {
  const page = pdfium._FPDF_LoadPage(document, index)
  if (!page) throw new NotDrawn('unreadable')
  const { width, height } = sizeOf(pdfium._FPDF_GetPageWidthF(page), pdfium._FPDF_GetPageHeightF(page))
  const bytes = width * height * BGRA
  const pixels = inside.malloc(bytes)
  const bitmap = pixels ? pdfium._FPDFBitmap_CreateEx(width, height, BGRA, pixels, width * BGRA) : 0
  if (!bitmap) throw new NotDrawn('too-complex')
  pdfium._FPDFBitmap_FillRect(bitmap, 0, 0, width, height, WHITE)
  pdfium._FPDF_RenderPageBitmap(bitmap, page, 0, 0, width, height, 0, FLAGS)
  if (state.starved) throw new NotDrawn('too-complex')
  yield { width, height, channels: 4, data: new Uint8Array(inside.memory.buffer, pixels, bytes) }
  pdfium._FPDFBitmap_Destroy(bitmap)
  inside.free(pixels)
  pdfium._FPDF_ClosePage(page)
}

function sizeOf(width: number, height: number): { width: number; height: number } {
  if (!(width > 0 && height > 0 && Number.isFinite(width * height))) throw new NotDrawn('unreadable')
  const scale = Math.min(SIDE_PIXELS / Math.max(width, height), Math.sqrt(PIXELS_MAX / (width * height)))
  return { width: Math.max(1, Math.round(width * scale)), height: Math.max(1, Math.round(height * scale)) }
}
