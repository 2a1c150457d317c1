/** One page as pixels. 3 channels: red, green, blue; 4: and how much it covers. Read it before asking for the next: its memory is used again. */
export interface DrawnPage {
  readonly width: number
  readonly height: number
  readonly channels: 3 | 4
  readonly data: Uint8Array
}

/** Why nothing could be drawn, as far as the decoder itself can tell. */
export type Undrawable = 'unreadable' | 'locked' | 'too-many-pages' | 'too-many-pixels' | 'too-complex'

/** Thrown by a decoder. */
export class NotDrawn extends Error {
  override name = 'NotDrawn'
  readonly because: Undrawable

  constructor(because: Undrawable) {
    super(because)
    this.because = because
  }
}
