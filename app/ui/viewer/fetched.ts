import { useEffect, useState } from 'react'

/** A document on its way into the browser's memory. */
export type Fetched = { readonly state: 'loading' } | { readonly state: 'failed' } | { readonly state: 'here'; readonly blob: Blob }

const LOADING: Fetched = { state: 'loading' }

/**
 * Fetches a document with the session token that App Bridge adds, once per page: what was seen stays in memory, so that turning back asks
 * (and is recorded) no second time. Everything is let go when the page is left. `retry` asks again after a failure.
 */
export function useFetched(id: string | null): { fetched: Fetched; retry: () => void } {
  const [answers, setAnswers] = useState<Readonly<Record<string, Fetched>>>({})
  const [attempt, setAttempt] = useState(0)

  // biome-ignore lint/correctness/useExhaustiveDependencies: an answer is no reason to ask; another attempt is
  useEffect(() => {
    if (id === null || answers[id]?.state === 'here') return
    const gone = new AbortController()
    const put = (fetched: Fetched) => setAnswers((before) => ({ ...before, [id]: fetched }))
    put(LOADING)
    fetchDocument(id, gone.signal).then(
      (blob) => put({ state: 'here', blob }),
      () => {
        if (!gone.signal.aborted) put({ state: 'failed' })
      },
    )
    return () => gone.abort()
  }, [id, attempt])

  return { fetched: (id !== null && answers[id]) || LOADING, retry: () => setAttempt((before) => before + 1) }
}

/** The bytes of a document. Rejects when the door says no. */
export async function fetchDocument(id: string, signal?: AbortSignal): Promise<Blob> {
  const response = await fetch(`/app/documents/${id}`, signal ? { signal } : {})
  if (!response.ok) throw new Error(`documents: ${response.status}`)
  return response.blob()
}

/** Saves a document on the reviewer's machine; a download is asked for, and recorded, as one. Rejects when the door says no. */
export async function download(id: string): Promise<void> {
  const response = await fetch(`/app/documents/${id}?download=1`)
  if (!response.ok) throw new Error(`documents: ${response.status}`)
  const name = /filename="([^"]+)"/.exec(response.headers.get('Content-Disposition') ?? '')?.[1] ?? 'document'
  const url = URL.createObjectURL(await response.blob())
  const link = document.createElement('a')
  link.href = url
  link.download = name
  link.click()
  // The browser has begun to read by then; the memory is wanted back.
  setTimeout(() => URL.revokeObjectURL(url), 10_000)
}
