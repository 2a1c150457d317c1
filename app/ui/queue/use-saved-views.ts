import { useFetcher } from '@remix-run/react'
import { useEffect, useRef } from 'react'
import type { Answer } from '../answer.ts'
import type { AdminKey } from '../messages.ts'
import { useWords } from '../words.tsx'

/** Saves, renames and removes lists. Each promise says whether it was done; what was wrong is said in a toast. */
export function useSavedViews() {
  const { t, messages } = useWords()
  const fetcher = useFetcher<Answer>()
  const waiting = useRef<((done: boolean) => void) | null>(null)
  const { data, state } = fetcher
  // biome-ignore lint/correctness/useExhaustiveDependencies: once per answer
  useEffect(() => {
    if (state !== 'idle' || !data) return
    const fault = !data.ok && data.refusal.code === 'bad-input' ? (data.refusal.fields.name ?? '') : ''
    const said = data.ok ? data.did : fault
    const key = Object.hasOwn(messages.desk.saved, said) ? (`desk.saved.${said}` as AdminKey) : 'refusal.other'
    shopify.toast.show(t(key), { isError: !data.ok })
    waiting.current?.(data.ok)
    waiting.current = null
  }, [data, state])
  const send = (fields: Record<string, string>) =>
    new Promise<boolean>((resolve) => {
      waiting.current = resolve
      fetcher.submit(fields, { method: 'post', action: '/app/cases?index' })
    })
  return {
    save: (id: string | null, name: string, address: string) => send({ act: 'save', id: id ?? '', name, address }),
    remove: (id: string) => send({ act: 'remove', id }),
  }
}
