import { giveBack } from '../platform/give-back.ts'
import { ok, type Result, refuse } from '../platform/result.ts'
import { drawn, warmDrawing } from './drawing-process.server.ts'
import type { MediaType } from './kinds.ts'
import { packed, pageOfPixels, reviewCopy, thumbnailOf, thumbnailOfPixels, type Weighed, weigh } from './pictures.server.ts'
import type { Received } from './receive.server.ts'
import { FileRefused } from './refused.ts'
import { Turns } from './turns.server.ts'

/** What was made of a file to be looked at: our own pixels, packed by us, and no byte of the file. */
export interface Cleaned {
  readonly thumbnail: Buffer
  /** Pages as they are kept. Null for a picture, whose one page is drawn from the original at each look as fast as from a copy. */
  readonly pages: readonly Buffer[] | null
}

/** Two common pictures are unpacked at once, or one that must lie in memory as a whole. */
const pictures = new Turns(2, 24)
/** The process that draws takes one file at a time. */
const papers = new Turns(1, 12)

/** Whether a file's pages are drawn once, in the process of their own, and kept. */
export const isDrawnOnce = (mediaType: MediaType): boolean => mediaType === 'application/pdf' || mediaType === 'image/heic'

/** Gets ready for a file of this type while the rest of it is still coming. */
export function getReady(mediaType: MediaType): void {
  if (isDrawnOnce(mediaType)) warmDrawing()
}

/** Looks whether a reviewer will be able to see a file, whole, and makes what is shown of it. Refuses with the reason, or with `busy`. */
export const clean = ({ bytes, mediaType }: Received): Promise<Result<Cleaned>> =>
  settled(async () => {
    if (isDrawnOnce(mediaType)) return papers.take(1, () => cleanPaper(bytes, mediaType))
    const weighed = await weigh(bytes, mediaType)
    return pictures.take(weighed.weight, async () => ({ thumbnail: await readable(thumbnailOf(weighed)), pages: null }))
  })

async function cleanPaper(bytes: Buffer, mediaType: MediaType): Promise<Cleaned> {
  const pages: Buffer[] = []
  let thumbnail: Buffer | null = null
  for await (const pixels of drawn(mediaType, bytes)) {
    thumbnail ??= await thumbnailOfPixels(pixels)
    pages.push(await pageOfPixels(pixels))
    giveBack(pixels.data)
  }
  if (!thumbnail) throw new FileRefused('unreadable')
  return { thumbnail, pages }
}

/** How a picture is finished for one reader: `onto` draws over it. Both sizes are in pixels. */
export type Finish = (picture: ReturnType<typeof reviewCopy>, of: Weighed) => Promise<Buffer>

/** The review copy of a picture, finished for who looks. Refuses as `clean` does. */
export const draw = (bytes: Buffer, mediaType: MediaType, finish: Finish = (picture) => packed(picture)): Promise<Result<Buffer>> =>
  settled(async () => {
    const weighed = await weigh(bytes, mediaType)
    return pictures.take(weighed.weight, () => readable(finish(reviewCopy(weighed), weighed)))
  })

const readable = <Made>(making: Promise<Made>): Promise<Made> =>
  making.catch(() => {
    throw new FileRefused('unreadable')
  })

async function settled<Value>(work: () => Promise<Result<Value>>): Promise<Result<Value>> {
  try {
    const done = await work()
    return done.ok ? ok(done.value) : done
  } catch (error) {
    if (error instanceof FileRefused) return refuse({ code: 'file-refused', because: error.because })
    throw error
  }
}
