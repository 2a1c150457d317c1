import { useEffect, useRef } from 'preact/hooks'

/** Calls back when the customer comes back to this screen: from another tab, from the upload page, from the phone. */
export function useReturn(callback: () => void): void {
  const latest = useRef(callback)
  latest.current = callback
  useEffect(() => {
    const seen = () => {
      if (!isHidden()) latest.current()
    }
    // Where extensions run in a worker these events never come, and the interval of useStatus does the work.
    document.addEventListener?.('visibilitychange', seen)
    globalThis.addEventListener?.('pageshow', seen)
    return () => {
      document.removeEventListener?.('visibilitychange', seen)
      globalThis.removeEventListener?.('pageshow', seen)
    }
  }, [])
}

/** True while nobody can see this screen, as far as it can be known. */
export function isHidden(): boolean {
  return document.visibilityState === 'hidden'
}
