import { useCallback, useEffect, useRef, useState } from 'preact/hooks'
import { fetchStatus, type Problem } from './app.ts'
import { callerOf, type Host, isInEditor } from './host.ts'
import { stageOf } from './stage.ts'
import type { Status } from './status.ts'
import { isHidden, useReturn } from './useReturn.ts'

export type Reading =
  | { readonly state: 'loading' }
  | { readonly state: 'ready'; readonly status: Status }
  | { readonly state: 'problem'; readonly problem: Problem }

const REFRESH_MS = 20_000

// What a merchant sees who places the block in the editor, where no customer is signed in.
const SAMPLE: Status = {
  party: 'none',
  identity: 'none',
  corporate: 'none',
  verified: false,
  frozen: false,
  refused: false,
  missing: ['party', 'profile', 'identity'],
  returned: [],
  next: 'choose-party',
  shopUrl: '',
}

/** The customer's status, kept fresh while it can still change; `retry` starts over after a problem, `refresh` keeps what is shown. */
export function useStatus(host: Host): { readonly reading: Reading; readonly retry: () => void; readonly refresh: () => void } {
  const [reading, setReading] = useState<Reading>(isInEditor(host) ? { state: 'ready', status: SAMPLE } : { state: 'loading' })
  const asked = useRef(0)

  const refresh = useCallback(async () => {
    if (isInEditor(host)) return
    const mine = ++asked.current
    const answer = await fetchStatus(callerOf(host))
    // An answer that was overtaken by a newer question is old news.
    if (mine !== asked.current) return
    if (answer.ok) setReading({ state: 'ready', status: answer.value })
    // A refresh that fails leaves the last known status on the screen.
    else setReading((before) => (before.state === 'ready' ? before : { state: 'problem', problem: answer.problem }))
  }, [host])

  const retry = useCallback(() => {
    setReading({ state: 'loading' })
    void refresh()
  }, [refresh])

  useEffect(() => {
    void refresh()
  }, [refresh])

  const settled = reading.state === 'ready' && ['verified', 'refused'].includes(stageOf(reading.status))
  useEffect(() => {
    if (settled) return
    const timer = setInterval(() => {
      if (!isHidden() && host.extension.rendered.value) void refresh()
    }, REFRESH_MS)
    return () => clearInterval(timer)
  }, [settled, refresh, host])

  useReturn(() => void refresh())
  return { reading, retry, refresh: () => void refresh() }
}
