// What any upload of a picture costs at least: one thumbnail by sharp, and nothing else. No check, no key, no storage, no row.
import sharp from 'sharp'

const SIDE = 320

/** A thumbnail of a picture as it came; how many bytes it has. */
export async function thumbnailAlone(bytes: Buffer): Promise<number> {
  const made = await sharp(bytes)
    .autoOrient()
    .resize(SIDE, SIDE, { fit: 'inside', withoutEnlargement: true })
    .jpeg({ quality: 75 })
    .toBuffer()
  return made.length
}
