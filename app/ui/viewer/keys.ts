import { useEffect, useRef } from 'react'

/** What the keyboard can do in the viewer. */
export interface ViewerKeys {
  readonly next: () => void
  readonly previous: () => void
  readonly nearer: () => void
  readonly farther: () => void
  readonly turn: () => void
  readonly fit: () => void
}

const KEYS: Readonly<Record<string, keyof ViewerKeys>> = {
  j: 'next',
  ArrowRight: 'next',
  k: 'previous',
  ArrowLeft: 'previous',
  '+': 'nearer',
  '=': 'nearer',
  ';': 'nearer', // where + is on a Japanese keyboard
  '-': 'farther',
  r: 'turn',
  '0': 'fit',
}

/** Somebody types, chooses, or answers a dialog: then a key is theirs. */
const isBusy = (target: EventTarget | null): boolean =>
  (target instanceof Element && target.closest('input, textarea, select, [contenteditable], [role="dialog"], [role="tablist"]') !== null) ||
  document.querySelector('[role="dialog"]') !== null

/** Listens for the viewer's keys on the whole page. */
export function useViewerKeys(keys: ViewerKeys): void {
  const now = useRef(keys)
  now.current = keys
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing || isBusy(event.target)) return
      const act = KEYS[event.key.length === 1 ? event.key.toLowerCase() : event.key]
      if (!act) return
      event.preventDefault()
      now.current[act]()
    }
    window.addEventListener('keydown', onKey)
    return () => window.removeEventListener('keydown', onKey)
  }, [])
}
