/** How a picture lies in the viewer. Offsets in CSS pixels from the middle; `zoom` 1 shows the whole picture. */
export interface Pose {
  readonly zoom: number
  /** Quarter turns to the right, 0 to 3. */
  readonly turns: number
  readonly x: number
  readonly y: number
}

export interface Size {
  readonly width: number
  readonly height: number
}

export const UPRIGHT: Pose = { zoom: 1, turns: 0, x: 0, y: 0 }

export const ZOOM_MAX = 8
const ZOOM_STEP = 1.4

const clamp = (value: number, least: number, most: number): number => Math.min(most, Math.max(least, value))

/** One step nearer (1) or farther (-1); the middle of the view stays where it is. */
export function zoomed(pose: Pose, steps: number): Pose {
  const zoom = clamp(pose.zoom * ZOOM_STEP ** steps, 1, ZOOM_MAX)
  const by = zoom / pose.zoom
  return zoom === 1 ? { ...pose, zoom, x: 0, y: 0 } : { ...pose, zoom, x: pose.x * by, y: pose.y * by }
}

/** A quarter turn to the right, seen whole again. */
export const turned = (pose: Pose): Pose => ({ ...UPRIGHT, turns: (pose.turns + 1) % 4 })

/** Seen whole, as turned as it was. */
export const fitted = (pose: Pose): Pose => ({ ...UPRIGHT, turns: pose.turns })

/** The scale at which a picture, as turned, just fits the view. A small picture is not blown up. */
export function fitScale({ turns }: Pose, picture: Size, view: Size): number {
  if (picture.width === 0 || picture.height === 0) return 1
  const [width, height] = turns % 2 === 0 ? [picture.width, picture.height] : [picture.height, picture.width]
  return Math.min(view.width / width, view.height / height, 1)
}

/** Moved by so much, but never so far that the picture leaves the view. */
export function moved(pose: Pose, dx: number, dy: number, picture: Size, view: Size): Pose {
  const scale = fitScale(pose, picture, view) * pose.zoom
  const [width, height] = pose.turns % 2 === 0 ? [picture.width, picture.height] : [picture.height, picture.width]
  const roomX = Math.max(0, (width * scale - view.width) / 2)
  const roomY = Math.max(0, (height * scale - view.height) / 2)
  return { ...pose, x: clamp(pose.x + dx, -roomX, roomX), y: clamp(pose.y + dy, -roomY, roomY) }
}
