import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import type { heif_image_handle, MainModule as Libheif } from 'libheif-js/libheif-wasm/libheif.js'
import { type DrawnPage, NotDrawn } from './page.ts'

type Start = (options: object) => Libheif

const require = createRequire(import.meta.url)
const start = require('libheif-js/libheif-wasm/libheif.js') as Start
const code = await WebAssembly.compile(readFileSync(require.resolve('libheif-js/libheif-wasm/libheif.wasm')))

/** Longer side beyond which a picture is halved: the same as for other pictures. */
const SIDE_MAX = 4096
const RGB = 3

type HandleOrError = heif_image_handle | { readonly code: unknown } | null

interface Decoded {
  readonly channels?: readonly { readonly width: number; readonly height: number; readonly stride: number; readonly data: Uint8Array }[]
}

/** A libheif that has seen no picture yet. */
const newLibheif = (): Libheif =>
  start({
    print: () => undefined,
    printErr: () => undefined,
    instantiateWasm(imports: WebAssembly.Imports, done: (instance: WebAssembly.Instance, module: WebAssembly.Module) => void) {
      const instance = new WebAssembly.Instance(code, imports)
      done(instance, code)
      return instance.exports
    },
  })

/** Draws the main picture of a HEIC file, turned as it says. Throws NotDrawn for what is none, and for more pixels than may be unpacked. */
export function drawHeif(bytes: Uint8Array, pixelsMax: number): DrawnPage {
  const libheif = newLibheif()
  const context = libheif.heif_context_alloc()
  const read = libheif.heif_context_read_from_memory(context, bytes)
  if (read.code !== libheif.heif_error_code.heif_error_Ok) throw new NotDrawn('unreadable')
  const handle: HandleOrError = libheif.heif_js_context_get_primary_image_handle(context)
  if (!handle || 'code' in handle) throw new NotDrawn('unreadable')
  if (libheif.heif_image_handle_get_width(handle) * libheif.heif_image_handle_get_height(handle) > pixelsMax)
    throw new NotDrawn('too-many-pixels')
  const { heif_colorspace_RGB } = libheif.heif_colorspace
  const { heif_chroma_interleaved_RGB } = libheif.heif_chroma
  const { channels } = libheif.heif_js_decode_image2(handle, heif_colorspace_RGB, heif_chroma_interleaved_RGB) as Decoded
  const [picture] = channels ?? []
  if (!picture) throw new NotDrawn('unreadable')
  const { width, height, stride, data } = picture
  const parts = Math.max(width, height) > SIDE_MAX ? 2 : 1
  return parts === 1 ? { width, height, channels: RGB, data: tight(data, width, height, stride) } : halved(data, width, height, stride)
}

/** Rows without the filling at their ends; where there is none, the same bytes: a copy of a whole picture is a lot of memory. */
function tight(data: Uint8Array, width: number, height: number, stride: number): Uint8Array {
  const line = width * RGB
  if (stride === line) return data.subarray(0, line * height)
  const out = new Uint8Array(line * height)
  for (let y = 0; y < height; y++) out.set(data.subarray(y * stride, y * stride + line), y * line)
  return out
}

/** Half as wide and high; each pixel the mean of four. */
function halved(data: Uint8Array, wide: number, high: number, stride: number): DrawnPage {
  const width = Math.floor(wide / 2)
  const height = Math.floor(high / 2)
  const out = new Uint8Array(width * height * RGB)
  let to = 0
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      const from = 2 * y * stride + 2 * x * RGB
      for (let colour = from; colour < from + RGB; colour++) {
        const sum = (data[colour] ?? 0) + (data[colour + RGB] ?? 0) + (data[colour + stride] ?? 0) + (data[colour + stride + RGB] ?? 0)
        out[to++] = (sum + 2) >> 2
      }
    }
  }
  return { width, height, channels: RGB, data: out }
}
