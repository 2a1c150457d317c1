import { useEffect, useRef } from 'react'
import { isTyping, keyOf } from '../keys.ts'

/** What the keyboard can do in the viewer. */
export interface ViewerKeys {
  readonly next: () => void
  readonly previous: () => void
  readonly nearer: () => void
  readonly farther: () => void
  readonly turn: () => void
  readonly fit: () => void
  readonly nextPage: () => void
  readonly previousPage: () => void
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
  ']': 'nextPage',
  '[': 'previousPage',
}

/** Somebody answers a dialog, or goes through tabs: then a key is theirs. */
const isBusy = (target: EventTarget | null): boolean =>
  (target instanceof Element && target.closest('[role="tablist"]') !== null) || document.querySelector('[role="dialog"]') !== null

/** Listens for the viewer's keys on the whole page. */
export function useViewerKeys(keys: ViewerKeys): void {
  const now = useRef(keys)
  now.current = keys
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (isTyping(event) || isBusy(event.target)) return
      const act = KEYS[keyOf(event)]
      if (!act) return
      event.preventDefault()
      now.current[act]()
    }
    window.addEventListener('keydown', onKey)
    return () => window.removeEventListener('keydown', onKey)
  }, [])
}
