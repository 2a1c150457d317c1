import { type FormEvent, type ReactNode, useState } from 'react'
import { TroubleNote } from './note.tsx'
import type { Reply, Trouble } from './trouble.ts'
import type { Act, Page } from './use-page.ts'

interface ActFormProps {
  page: Page
  /** What the form does where scripts run. */
  act: () => Act
  /** The same for a browser without scripts: the page is posted, and loads anew. */
  fields: Readonly<Record<string, string>>
  button: string
  busy: string
  quiet?: boolean
  children?: ReactNode
  onDone?: () => void
}

/** A form that does one thing, once at a time, and says what went wrong. */
export function ActForm({ page, act, fields, button, busy, quiet, children, onDone }: ActFormProps) {
  const [state, setState] = useState<'still' | 'busy'>('still')
  const [trouble, setTrouble] = useState<{ trouble: Trouble; accountPage?: string } | null>(null)
  const run = async () => {
    if (state === 'busy') return
    setState('busy')
    const reply: Reply<unknown> = await page.act(act())
    setState('still')
    setTrouble(reply.ok || !('trouble' in reply) ? null : reply)
    if (reply.ok) onDone?.()
  }
  const onSubmit = (event: FormEvent) => {
    event.preventDefault()
    void run()
  }
  return (
    <form method="post" action="/customer/case" onSubmit={onSubmit}>
      <Hidden fields={{ ...fields, case: page.view.caseTag }} />
      {children}
      {trouble && (
        <TroubleNote trouble={trouble.trouble} accountPage={trouble.accountPage ?? page.view.accountPage} onRetry={() => void run()} />
      )}
      <button type="submit" className={quiet ? 'button' : 'button primary'} aria-disabled={state === 'busy'}>
        {state === 'busy' ? busy : button}
      </button>
    </form>
  )
}

/** Fields that only a browser without scripts sends. */
export function Hidden({ fields }: { fields: Readonly<Record<string, string>> }) {
  return Object.entries(fields).map(([name, value]) => <input key={name} type="hidden" name={name} value={value} />)
}
