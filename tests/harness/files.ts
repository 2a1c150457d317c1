import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import sharp from 'sharp'

/** A drawn picture; no paper of a real person is ever used. */
export const jpeg = (width = 640, height = 400): Promise<Buffer> =>
  sharp({ create: { width, height, channels: 3, background: '#cfe3d4' } })
    .jpeg()
    .toBuffer()

/** A picture full of detail, as cameras make them; its metadata name somebody. */
export const photo = (owner: string, width = 320, height = 240): Promise<Buffer> =>
  sharp({ create: { width, height, channels: 3, background: '#808080', noise: { type: 'gaussian', mean: 128, sigma: 60 } } })
    .withExif({ IFD0: { Artist: owner } })
    .jpeg()
    .toBuffer()

/** The same as PNG. */
export const png = (width = 640, height = 400): Promise<Buffer> =>
  sharp({ create: { width, height, channels: 3, background: '#cfe3d4' } })
    .png()
    .toBuffer()

/** A whole PDF of one empty page; `trailer` adds entries to its trailer. */
export function pdf(trailer = ''): Buffer {
  const objects = [
    '<< /Type /Catalog /Pages 2 0 R >>',
    '<< /Type /Pages /Kids [3 0 R] /Count 1 >>',
    '<< /Type /Page /Parent 2 0 R /MediaBox [0 0 300 200] >>',
  ]
  let text = '%PDF-1.4\n'
  const places = objects.map((object, i) => {
    const at = text.length
    text += `${i + 1} 0 obj\n${object}\nendobj\n`
    return at
  })
  const index = text.length
  const lines = places.map((at) => `${String(at).padStart(10, '0')} 00000 n \n`).join('')
  text += `xref\n0 4\n0000000000 65535 f \n${lines}trailer\n<< /Size 4 /Root 1 0 R ${trailer}>>\nstartxref\n${index}\n%%EOF\n`
  return Buffer.from(text, 'latin1')
}

/** A body that arrives in pieces, and counts how many bytes were taken from it. */
export function arriving(bytes: Uint8Array, pieceBytes = 64 * 1024): { body: ReadableStream<Uint8Array>; taken: () => number } {
  let at = 0
  const body = new ReadableStream<Uint8Array>(
    {
      pull(controller) {
        if (at >= bytes.length) return controller.close()
        controller.enqueue(bytes.subarray(at, at + pieceBytes))
        at += pieceBytes
      },
    },
    { highWaterMark: 0 },
  )
  return { body, taken: () => Math.min(at, bytes.length) }
}

/** Every file in a folder and below; none where there is no folder. */
export function filesIn(dir: string): string[] {
  try {
    return readdirSync(dir, { withFileTypes: true, recursive: true })
      .filter((entry) => entry.isFile())
      .map((entry) => join(entry.parentPath, entry.name))
  } catch {
    return []
  }
}

/** The paths of what lies in the vault's folder of a document. */
export const storedOf = (dataDir: string, document: string): string[] => filesIn(join(dataDir, 'documents', document.slice(0, 2), document))
