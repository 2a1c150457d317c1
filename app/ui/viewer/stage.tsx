import { type PointerEvent, type ReactNode, useEffect, useRef, useState } from 'react'
import { fitScale, moved, type Pose, type Size, zoomed } from './pose.ts'

interface Props {
  readonly pose: Pose
  /** Null until the picture's size is known; it is not shown before, so that it does not jump. */
  readonly size: Size | null
  readonly onPose: (pose: Pose) => void
  readonly label: string
  readonly children: ReactNode
}

/** Where the picture lies: turned, zoomed, and moved by dragging. */
export function Stage({ pose, size, onPose, label, children }: Props) {
  const box = useRef<HTMLDivElement>(null)
  const view = useSizeOf(box)
  const drag = useDrag(pose, size ?? view, view, onPose)
  const scale = size ? fitScale(pose, size, view) * pose.zoom : 1
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset is for form fields
    <div
      ref={box}
      className="sekisho-stage"
      role="group"
      aria-label={label}
      data-zoomed={pose.zoom > 1 || undefined}
      onDoubleClick={() => onPose(zoomed(pose, pose.zoom > 1 ? -99 : 2))}
      {...drag}
    >
      <div
        className="sekisho-picture"
        style={{
          visibility: size ? 'visible' : 'hidden',
          // Sized, not scaled by the transform: browsers shrink a sized picture well and a transformed one badly.
          ...(size ? { width: size.width * scale, height: size.height * scale } : {}),
          transform: `translate(-50%, -50%) translate(${pose.x}px, ${pose.y}px) rotate(${pose.turns * 90}deg)`,
        }}
      >
        {children}
      </div>
    </div>
  )
}

function useDrag(pose: Pose, picture: Size, view: Size, onPose: (pose: Pose) => void) {
  const last = useRef<{ x: number; y: number } | null>(null)
  return {
    onPointerDown: (event: PointerEvent<HTMLDivElement>) => {
      if (pose.zoom === 1 || event.button !== 0) return
      event.currentTarget.setPointerCapture(event.pointerId)
      last.current = { x: event.clientX, y: event.clientY }
    },
    onPointerMove: (event: PointerEvent<HTMLDivElement>) => {
      if (!last.current) return
      onPose(moved(pose, event.clientX - last.current.x, event.clientY - last.current.y, picture, view))
      last.current = { x: event.clientX, y: event.clientY }
    },
    onPointerUp: () => {
      last.current = null
    },
    onPointerCancel: () => {
      last.current = null
    },
  }
}

function useSizeOf(box: { readonly current: HTMLDivElement | null }): Size {
  const [size, setSize] = useState<Size>({ width: 600, height: 450 })
  useEffect(() => {
    const element = box.current
    if (!element) return
    const measure = () => setSize({ width: element.clientWidth, height: element.clientHeight })
    measure()
    const observer = new ResizeObserver(measure)
    observer.observe(element)
    return () => observer.disconnect()
  }, [box])
  return size
}
