import { useCallback, useEffect, useState } from 'react'
import type { FileView, PageView } from '../../kyc/page-view.ts'
import { lostOf, readUnfinished, type Unfinished } from './unfinished.ts'
import type { Upload } from './use-uploads.ts'

/** What did not arrive before this page was loaded anew. */
export interface Lost {
  readonly list: readonly Unfinished[]
  /** It came after all, or is not to be asked for any more. */
  forget(id: string): void
  /** A file of that part and kind is there now: one less is asked for. */
  replaced(file: FileView): void
}

const keyOf = (tag: string): string => `unfinished ${tag}`

/**
 * Remembers in this tab what is on its way, and what was when the page was last left: phones throw pages away while their camera is open. Where
 * the browser keeps nothing for us, nothing is remembered.
 */
export function useUnfinished({ caseTag, files }: Pick<PageView, 'caseTag' | 'files'>, uploads: readonly Upload[]): Lost {
  const [list, setList] = useState<readonly Unfinished[]>([])
  const [isRead, setRead] = useState(false)
  // biome-ignore lint/correctness/useExhaustiveDependencies: what was there when this page was loaded, and nothing that came since
  useEffect(() => {
    setList(lostOf(readUnfinished(kept(caseTag)), files))
    setRead(true)
  }, [caseTag])
  useEffect(() => {
    // What is no good as a file would not be asked for again.
    const coming = uploads.filter(({ fault }) => !fault).map(({ id, part, kind, before }) => ({ id, part, kind, before }))
    if (isRead) keep(caseTag, [...list, ...coming])
  }, [caseTag, list, uploads, isRead])
  const forget = useCallback((id: string) => setList((now) => now.filter((one) => one.id !== id)), [])
  const replaced = useCallback((file: FileView) => {
    setList((now) => {
      const one = now.find(({ part, kind }) => part === file.part && kind === file.kind)
      return now.filter((each) => each !== one)
    })
  }, [])
  return { list, forget, replaced }
}

function kept(tag: string): string | null {
  try {
    return sessionStorage.getItem(keyOf(tag))
  } catch {
    return null
  }
}

function keep(tag: string, unfinished: readonly Unfinished[]): void {
  try {
    if (unfinished.length > 0) sessionStorage.setItem(keyOf(tag), JSON.stringify(unfinished))
    else sessionStorage.removeItem(keyOf(tag))
  } catch {
    // Full, or forbidden.
  }
}
