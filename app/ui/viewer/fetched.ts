import { useEffect, useState } from 'react'

/** A page of a document on its way into the browser's memory. */
export type Fetched =
  | { readonly state: 'loading' }
  | { readonly state: 'failed' }
  | { readonly state: 'here'; readonly blob: Blob; readonly pages: number }

const LOADING: Fetched = { state: 'loading' }

/**
 * Fetches a page (1, 2, …) of a document with the session token that App Bridge adds, once per visit: what was seen stays in memory, so that
 * turning back asks (and is recorded) no second time. Everything is let go when the page is left. `retry` asks again after a failure.
 */
export function useFetched(id: string | null, page: number): { fetched: Fetched; retry: () => void } {
  const [answers, setAnswers] = useState<Readonly<Record<string, Fetched>>>({})
  const [attempt, setAttempt] = useState(0)
  const key = `${id}/${page}`

  // biome-ignore lint/correctness/useExhaustiveDependencies: an answer is no reason to ask; another attempt is
  useEffect(() => {
    if (id === null || answers[key]?.state === 'here') return
    const gone = new AbortController()
    const put = (fetched: Fetched) => setAnswers((before) => ({ ...before, [key]: fetched }))
    put(LOADING)
    fetchPage(id, page, gone.signal).then(put, () => {
      if (!gone.signal.aborted) put({ state: 'failed' })
    })
    return () => gone.abort()
  }, [key, attempt])

  return { fetched: answers[key] ?? LOADING, retry: () => setAttempt((before) => before + 1) }
}

async function fetchPage(id: string, page: number, signal: AbortSignal): Promise<Fetched> {
  const response = await fetch(`/app/documents/${id}?page=${page}`, { signal })
  if (!response.ok) throw new Error(`documents: ${response.status}`)
  return { state: 'here', blob: await response.blob(), pages: Number(response.headers.get('Sekisho-Pages') ?? 1) }
}

/** Saves a document on the reviewer's machine, as it was handed in; a download is asked for, and recorded, as one. Rejects when the door says no. */
export async function download(id: string): Promise<void> {
  const response = await fetch(`/app/documents/${id}?download=1`)
  if (!response.ok) throw new Error(`documents: ${response.status}`)
  const name = /filename="([^"]+)"/.exec(response.headers.get('Content-Disposition') ?? '')?.[1] ?? 'document'
  // Without its type, so that no browser shows it instead.
  const url = URL.createObjectURL(new Blob([await response.arrayBuffer()]))
  const link = document.createElement('a')
  link.href = url
  link.download = name
  link.click()
  // The browser has begun to read by then; the memory is wanted back.
  setTimeout(() => URL.revokeObjectURL(url), 10_000)
}
