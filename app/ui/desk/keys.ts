import { useEffect, useRef } from 'react'
import { isTyping, keyOf } from '../keys.ts'

/** What a key of the case page does, and what it is called in the list of keys. */
export const CASE_KEYS = {
  a: 'accept',
  x: 'return',
  v: 'approve',
  n: 'next',
  c: 'contact',
  b: 'list',
  '?': 'help',
} as const

export type CaseAct = (typeof CASE_KEYS)[keyof typeof CASE_KEYS]

/** Keys of the viewer, as the list of keys shows them. */
export const VIEWER_KEYS = [
  ['J K', 'documents'],
  ['[ ]', 'pages'],
  ['+ −', 'zoom'],
  ['R', 'turn'],
  ['0', 'fit'],
] as const

/** Listens for the keys of a case page, but not while somebody types, and not behind a dialog. */
export function useCaseKeys(acts: Readonly<Partial<Record<CaseAct, () => void>>>): void {
  const now = useRef(acts)
  now.current = acts
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (isTyping(event) || event.repeat || document.querySelector('[role="dialog"]')) return
      const key = keyOf(event)
      const act = Object.hasOwn(CASE_KEYS, key) ? now.current[CASE_KEYS[key as keyof typeof CASE_KEYS]] : undefined
      if (!act) return
      event.preventDefault()
      act()
    }
    window.addEventListener('keydown', onKey)
    // Shopify's page around ours has the keyboard until somebody clicks in here.
    window.focus()
    return () => window.removeEventListener('keydown', onKey)
  }, [])
}
