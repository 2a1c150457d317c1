import { useCallback, useEffect, useRef, useState } from 'react'
import type { NamedCountry } from '../../kyc/countries.ts'
import type { FileView, PageView, Worded } from '../../kyc/page-view.ts'
import type { Language } from '../../platform/i18n/languages.ts'
import type { CustomerMessages } from './messages.ts'
import { ask } from './requests.ts'
import type { Reply } from './trouble.ts'

/** What the page can ask of the server; each is answered with the whole view. */
export type Act =
  | { readonly act: 'look' }
  | { readonly act: 'accept'; readonly version: number; readonly noticeLanguage: Language }
  | { readonly act: 'party'; readonly party: string }
  | { readonly act: 'profile'; readonly [field: string]: string }
  | { readonly act: 'send' }
  | { readonly act: 'language' }

export interface PageStart extends Worded<CustomerMessages> {
  readonly view: PageView
}

type Answer = { readonly view: PageView } & Partial<Worded<CustomerMessages>>

export interface Page {
  readonly view: PageView
  readonly messages: CustomerMessages
  readonly countries: readonly NamedCountry[]
  /** Does one thing; the view follows the answer. */
  act(act: Act, language?: Language): Promise<Reply<Answer>>
  /** A file arrived in the vault, or was taken back: the view follows at once. */
  stored(file: FileView): void
  removed(id: string): void
}

/** The page's state: the last view that the server told, and the files that came or went since. */
export function usePage(start: PageStart): Page {
  const [view, setView] = useState(start.view)
  const [words, setWords] = useState<Worded<CustomerMessages>>({ messages: start.messages, countries: start.countries })
  // An answer may have been written before an upload landed: what this page saw land or go stays so.
  const landed = useRef(new Map<string, FileView>())
  const gone = useRef(new Set<string>())
  const latest = useRef(0)

  const show = useCallback((next: PageView) => {
    const told = new Set(next.files.map(({ id }) => id))
    const missed = [...landed.current.values()].filter(({ id }) => !told.has(id))
    setView({ ...next, files: [...next.files, ...missed].filter(({ id }) => !gone.current.has(id)) })
  }, [])

  const tag = view.caseTag
  const language = view.language
  const act = useCallback(
    async (what: Act, inLanguage: Language = language): Promise<Reply<Answer>> => {
      latest.current += 1
      const turn = latest.current
      const reply = await ask<Answer>(tag, 'POST', `/customer/do?lang=${inLanguage}`, what)
      if (!reply.ok) return reply
      const { messages, countries } = reply.value
      // An answer that was overtaken by a later question would show an older state.
      if (turn === latest.current || messages) show(reply.value.view)
      if (messages && countries) setWords({ messages, countries })
      return reply
    },
    [tag, language, show],
  )

  const stored = useCallback((file: FileView) => {
    landed.current.set(file.id, file)
    setView((now) => (now.files.some(({ id }) => id === file.id) ? now : { ...now, files: [...now.files, file] }))
  }, [])

  const removed = useCallback((id: string) => {
    landed.current.delete(id)
    gone.current.add(id)
    setView((now) => ({ ...now, files: now.files.filter((file) => file.id !== id) }))
  }, [])

  useLookOnReturn(act)
  return { view, ...words, act, stored, removed }
}

const LOOK_AGAIN_AFTER_MS = 15_000

/** A customer who comes back to this tab, perhaps from the phone, sees what happened meanwhile. */
function useLookOnReturn(act: Page['act']): void {
  const left = useRef(0)
  useEffect(() => {
    const onChange = () => {
      if (document.visibilityState === 'hidden') left.current = Date.now()
      else if (left.current > 0 && Date.now() - left.current > LOOK_AGAIN_AFTER_MS) void act({ act: 'look' })
    }
    document.addEventListener('visibilitychange', onChange)
    return () => document.removeEventListener('visibilitychange', onChange)
  }, [act])
}
