// Draws HEVC still pictures without an encoder: every block says that its samples follow as they are (PCM), in a slice of its own, so that what
// is arithmetically coded is the same for each (ITU-T H.265, 7.3 and 9.3). Large, and read by any decoder.

/** Luma, and the two colour differences; 0 to 255, 128 in the middle. */
export type Sample = readonly [y: number, cb: number, cr: number]

export interface HevcPicture {
  /** Both are multiples of BLOCK. */
  readonly width: number
  readonly height: number
  /** How many of a sample's eight bits are written; fewer make a smaller file. */
  readonly bits?: number
  readonly at: (x: number, y: number) => Sample
}

/** Pixels of a block's side: the largest that may be written as samples. */
export const BLOCK = 32
const BLOCK_LOG2 = 5

const NAL = { picture: 19, video: 32, sequence: 33, parameters: 34 } as const

/** Main Still Picture, level 5.1. */
export const PROFILE = { idc: 3, compatibility: 0x70000000, constraints: Buffer.of(0x90, 0, 0, 0, 0, 0), level: 153 } as const

export const hevcHeaders = ({ width, height, bits = 8 }: Omit<HevcPicture, 'at'>): readonly (readonly [type: number, unit: Buffer])[] => [
  [NAL.video, unit(NAL.video, videoOf())],
  [NAL.sequence, unit(NAL.sequence, sequenceOf(width, height, bits))],
  [NAL.parameters, unit(NAL.parameters, parametersOf())],
]

/** The picture's slices, each behind its length, as a HEIF file keeps them. */
export function hevcSlices({ width, height, bits = 8, at }: HevcPicture): Buffer {
  const [across, down] = [width / BLOCK, height / BLOCK]
  const addressBits = Math.ceil(Math.log2(across * down))
  const slices = Array.from({ length: across * down }, (_, address) => {
    const [left, top] = [(address % across) * BLOCK, Math.floor(address / across) * BLOCK]
    const out = new Bits()
    out
      .put(address === 0 ? 1 : 0, 1)
      .put(0, 1)
      .golomb(0)
    if (address > 0) out.put(address, addressBits)
    out.golomb(2).signed(0).put(1, 1).align()
    // One undivided block, and that its samples follow; behind them, that the slice ends. Nine coded bits each, worked out once by hand.
    out.put(0b100001101, 9).align()
    for (let y = 0; y < BLOCK; y++) for (let x = 0; x < BLOCK; x++) out.put(at(left + x, top + y)[0] >> (8 - bits), bits)
    for (const colour of [1, 2] as const) {
      for (let y = 0; y < BLOCK; y += 2) for (let x = 0; x < BLOCK; x += 2) out.put(at(left + x, top + y)[colour] >> (8 - bits), bits)
    }
    const slice = unit(NAL.picture, out.put(0b111111101, 9).align())
    const length = Buffer.alloc(4)
    length.writeUInt32BE(slice.length)
    return Buffer.concat([length, slice])
  })
  return Buffer.concat(slices)
}

/** Bits in a row, and the two ways in which HEVC writes numbers of any size. */
class Bits {
  private readonly bytes: number[] = []
  private left = 0

  put(value: number, count: number): this {
    for (let at = count - 1; at >= 0; at--) {
      if (this.left === 0) {
        this.bytes.push(0)
        this.left = 8
      }
      this.left -= 1
      this.bytes[this.bytes.length - 1] = (this.bytes.at(-1) ?? 0) | (((value >>> at) & 1) << this.left)
    }
    return this
  }

  golomb(value: number): this {
    const length = Math.floor(Math.log2(value + 1))
    return this.put(0, length).put(value + 1, length + 1)
  }

  signed(value: number): this {
    return this.golomb(value > 0 ? 2 * value - 1 : -2 * value)
  }

  align(): this {
    this.left = 0
    return this
  }

  end(): this {
    return this.put(1, 1).align()
  }

  done(): readonly number[] {
    return this.bytes
  }
}

/** Behind two zeros a small byte would look like the beginning of a unit: a three is put before it. */
function unit(type: number, content: Bits): Buffer {
  const bytes = [type << 1, 1]
  let zeros = 0
  for (const byte of content.done()) {
    if (zeros === 2 && byte <= 3) {
      bytes.push(3)
      zeros = 0
    }
    bytes.push(byte)
    zeros = byte === 0 ? zeros + 1 : 0
  }
  return Buffer.from(bytes)
}

function profile(out: Bits): Bits {
  out.put(PROFILE.idc, 8).put(PROFILE.compatibility, 32)
  for (const byte of PROFILE.constraints) out.put(byte, 8)
  return out.put(PROFILE.level, 8)
}

const buffering = (out: Bits): Bits => out.put(1, 1).golomb(0).golomb(0).golomb(0)

const videoOf = (): Bits =>
  buffering(profile(new Bits().put(0, 4).put(3, 2).put(0, 6).put(0, 3).put(1, 1).put(0xffff, 16)))
    .put(0, 6)
    .golomb(0)
    .put(0, 2)
    .end()

function sequenceOf(width: number, height: number, bits: number): Bits {
  const out = profile(new Bits().put(0, 4).put(0, 3).put(1, 1))
  out.golomb(0).golomb(1).golomb(width).golomb(height).put(0, 1).golomb(0).golomb(0).golomb(0)
  // Blocks of one size, transforms from 4 to 32, nothing that reaches beyond a block.
  buffering(out)
    .golomb(BLOCK_LOG2 - 3)
    .golomb(0)
    .golomb(0)
    .golomb(3)
    .golomb(0)
    .golomb(0)
    .put(0, 3)
  out
    .put(1, 1)
    .put(bits - 1, 4)
    .put(bits - 1, 4)
    .golomb(BLOCK_LOG2 - 3)
    .golomb(0)
    .put(1, 1)
  return out.golomb(0).put(0, 5).end()
}

const parametersOf = (): Bits =>
  new Bits()
    .golomb(0)
    .golomb(0)
    .put(0, 1 + 1 + 3 + 1 + 1)
    .golomb(0)
    .golomb(0)
    .signed(0)
    .put(0, 3)
    .signed(0)
    .signed(0)
    // No offsets, weights, tiles; the filter over the edges of blocks is off.
    .put(0, 7)
    .put(0b101, 3)
    .put(0, 2)
    .golomb(0)
    .put(0, 2)
    .end()
