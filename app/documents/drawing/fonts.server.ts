import { readFileSync } from 'node:fs'
import { FONT_PATH } from '../font.server.ts'

// The numbers that Windows gave to character sets, which PDFium asks by: Shift JIS, Hangul, GB 2312, Big5.
const CJK = new Set([128, 129, 130, 134, 136])

/** What a PDFium module in WebAssembly gives us to reach its memory and its table of functions. */
export interface Innards {
  readonly memory: WebAssembly.Memory
  readonly __indirect_function_table: WebAssembly.Table
  malloc(bytes: number): number
  free(place: number): void
}

interface FontCalls {
  _FPDF_GetDefaultSystemFontInfo(): number
  _FPDF_SetSystemFontInfo(info: number): void
}

/** The places, in words, of the functions in PDFium's FPDF_SYSFONTINFO. */
const PLACES = { enumerate: 2, map: 3, get: 4, data: 5, forget: 8 } as const

/**
 * Gives PDFium a font for Japanese and Chinese papers that name theirs without bringing it. There is no folder of fonts inside WebAssembly, so
 * the functions that would look into it are replaced by ours, in the places of its own table.
 */
export function offerFont(pdfium: FontCalls, { memory, __indirect_function_table: table }: Innards): void {
  const font = readFileSync(FONT_PATH)
  const info = pdfium._FPDF_GetDefaultSystemFontInfo()
  const words = new Uint32Array(memory.buffer)
  const put = (place: number, work: (...words: number[]) => number | undefined, parameters: number, answers: boolean) =>
    table.set(words[info / 4 + place] ?? 0, asWasm(work, parameters, answers))
  put(PLACES.enumerate, () => undefined, 2, false)
  put(PLACES.map, (_self, _weight, _italic, charset = 0) => (CJK.has(charset) ? 1 : 0), 7, true)
  put(PLACES.get, () => 0, 2, true)
  put(PLACES.forget, () => undefined, 2, false)
  put(
    PLACES.data,
    // Asked for one table of the font there is none: it is handed over whole (table 0) or not at all.
    (_self, _font, part, to = 0, room = 0) => {
      if (part !== 0) return 0
      if (to !== 0 && room >= font.length) new Uint8Array(memory.buffer).set(font, to)
      return font.length
    },
    5,
    true,
  )
  pdfium._FPDF_SetSystemFontInfo(info)
}

const I32 = 0x7f
const HEADER = [0x00, 0x61, 0x73, 0x6d, 0x01, 0x00, 0x00, 0x00]
const NAME = [0x01, 0x66] // "f"

/** A function of ours as one of WebAssembly's, all whose words are 32-bit: the smallest module that takes it in and hands it out. */
function asWasm(work: (...words: number[]) => number | undefined, parameters: number, answers: boolean): WebAssembly.ExportValue {
  const type = [0x60, parameters, ...Array<number>(parameters).fill(I32), ...(answers ? [1, I32] : [0])]
  const section = (id: number, content: readonly number[]) => [id, content.length, ...content]
  const module = new WebAssembly.Module(
    new Uint8Array([...HEADER, ...section(1, [1, ...type]), ...section(2, [1, ...NAME, ...NAME, 0, 0]), ...section(7, [1, ...NAME, 0, 0])]),
  )
  return new WebAssembly.Instance(module, { f: { f: work } }).exports.f ?? work
}
