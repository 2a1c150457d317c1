import { useFetcher } from '@remix-run/react'
import { useEffect, useRef } from 'react'
import type { Refusal } from '../../../platform/result.ts'
import type { Answer } from '../../answer.ts'
import type { AdminKey } from '../../messages.ts'
import { useToast } from '../../toast.ts'
import { useT } from '../../words.tsx'

/** One form's way to the server. */
export interface Recording {
  readonly send: (fields: Readonly<Record<string, string>>) => void
  readonly busy: boolean
  readonly refusal: Refusal | null
  /** What is wrong with each field, as the server's code for it. */
  readonly faults: Readonly<Record<string, string>>
}

/** Writes something down about a case; `done` is said when it is, and `onDone` called once for each time. */
export function useRecord(customer: bigint, done: AdminKey, onDone: () => void = () => undefined): Recording {
  const t = useT()
  const fetcher = useFetcher<Answer>()
  const said = fetcher.data
  const now = useRef(onDone)
  now.current = onDone
  useToast(said, said?.ok ? t(done) : null)
  useEffect(() => {
    if (said?.ok) now.current()
  }, [said])
  const refusal = said && !said.ok ? said.refusal : null
  return {
    send: (fields) => fetcher.submit({ ...fields }, { method: 'post', action: `/app/cases/${customer}/checks` }),
    busy: fetcher.state !== 'idle',
    refusal,
    faults: refusal?.code === 'bad-input' ? refusal.fields : {},
  }
}
