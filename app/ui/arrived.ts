import { useEffect, useState } from 'react'

/**
 * What a loader sent on ahead of its value; null until it is there, and for good when it fails. The last value stays while the next one is on
 * its way. (A Suspense boundary would be torn down and drawn anew whenever something else changes before it has hydrated.)
 */
export function useArrived<Value>(promise: Promise<Value>): Value | null {
  const [value, setValue] = useState<Value | null>(null)
  useEffect(() => {
    let left = false
    promise.then(
      (arrived) => {
        if (!left) setValue(() => arrived)
      },
      () => undefined,
    )
    return () => {
      left = true
    }
  }, [promise])
  return value
}
