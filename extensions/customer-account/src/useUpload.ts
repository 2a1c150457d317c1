import { useEffect, useState } from 'preact/hooks'
import { type Problem, requestTicket } from './app.ts'
import { callerOf, type Host, isInEditor } from './host.ts'
import { useReturn } from './useReturn.ts'

export type Upload =
  | { readonly state: 'idle' }
  | { readonly state: 'asking' }
  | { readonly state: 'open'; readonly url: string }
  | { readonly state: 'problem'; readonly problem: Problem }

const TICKET_LIFE_MS = 5 * 60_000

/**
 * Takes the customer to the upload page of the app. The ticket is asked for at the click, because it lives five minutes and opens once.
 *
 * `navigation.navigate` moves this very tab, so no pop-up blocker is in the way; where a host does not follow it, the address stays as
 * a link to press until the ticket is stale.
 */
export function useUpload(host: Host, onTrouble: () => void): { readonly upload: Upload; readonly start: () => void } {
  const [upload, setUpload] = useState<Upload>({ state: 'idle' })

  const start = async () => {
    if (upload.state === 'asking' || isInEditor(host)) return
    setUpload({ state: 'asking' })
    const answer = await requestTicket(callerOf(host))
    if (!answer.ok) {
      setUpload({ state: 'problem', problem: answer.problem })
      // Perhaps the case has changed since it was shown.
      onTrouble()
      return
    }
    setUpload({ state: 'open', url: answer.value })
    try {
      navigation.navigate(answer.value)
    } catch {
      // The link below the button is on the screen.
    }
  }

  useEffect(() => {
    if (upload.state !== 'open') return
    const timer = setTimeout(() => setUpload({ state: 'idle' }), TICKET_LIFE_MS)
    return () => clearTimeout(timer)
  }, [upload.state])

  // Whoever comes back has used the ticket.
  useReturn(() => setUpload((before) => (before.state === 'open' ? { state: 'idle' } : before)))
  return { upload, start: () => void start() }
}
