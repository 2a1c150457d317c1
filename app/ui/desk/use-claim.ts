import { useEffect, useRef, useState } from 'react'
import type { Refusal } from '../../platform/result.ts'

/** Who works on the case that is shown. */
export interface ClaimState {
  readonly name: string
  readonly mine: boolean
  readonly until: Date
}

export interface ClaimDesk {
  readonly claim: ClaimState | null
  /** Somebody else works on it: nothing can be decided here. */
  readonly locked: boolean
  readonly act: (act: 'claim' | 'release' | 'take') => Promise<void>
}

/** A claim that is used goes on; asked for at most this often. */
const EXTEND_EVERY_MS = 2 * 60_000

/**
 * Claims a case as soon as it is opened to be decided on, keeps the claim going while something is done on the page, and tells who else has
 * it. `read`: what the page's loader saw. `wanted`: there is work on the case, and the reader may do it.
 */
export function useClaim(customer: bigint, read: ClaimState | null, wanted: boolean): ClaimDesk {
  const [claim, setClaim] = useState(read)
  const asked = useRef(0)
  // biome-ignore lint/correctness/useExhaustiveDependencies: the loader is believed whenever it has read again
  useEffect(() => setClaim(read), [read?.name, read?.mine, read?.until.getTime()])
  const act = async (what: 'claim' | 'release' | 'take') => {
    asked.current = Date.now()
    const answered = await ask(customer, what)
    if (answered !== 'silent') setClaim(answered)
  }
  const locked = claim !== null && !claim.mine
  const now = useRef({ act, locked, mine: claim?.mine ?? false })
  now.current = { act, locked, mine: claim?.mine ?? false }
  // biome-ignore lint/correctness/useExhaustiveDependencies: once, when the page is opened
  useEffect(() => {
    if (wanted && !locked) void act('claim')
  }, [])
  useEffect(() => {
    const goOn = () => {
      const { mine, act: again } = now.current
      if (mine && Date.now() - asked.current > EXTEND_EVERY_MS) void again('claim')
    }
    for (const kind of ['keydown', 'pointerdown'] as const) window.addEventListener(kind, goOn)
    return () => {
      for (const kind of ['keydown', 'pointerdown'] as const) window.removeEventListener(kind, goOn)
    }
  }, [])
  return { claim, locked, act }
}

async function ask(customer: bigint, act: string): Promise<ClaimState | null | 'silent'> {
  try {
    const response = await fetch(`/app/cases/${customer}/claim`, { method: 'POST', body: new URLSearchParams({ act }) })
    const said = (await response.json()) as { until?: string | null; refusal?: Refusal }
    if (said.refusal?.code === 'claimed') return { name: said.refusal.by, mine: false, until: new Date(said.refusal.until) }
    return response.ok ? (said.until ? { name: '', mine: true, until: new Date(said.until) } : null) : 'silent'
  } catch {
    return 'silent'
  }
}
