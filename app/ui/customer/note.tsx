import type { ReactNode } from 'react'
import type { Trouble } from './trouble.ts'
import { useWords } from './words.tsx'

/** A remark of one of four weights. `alert` is read out at once. */
export function Note({ tone, children }: { tone: 'info' | 'good' | 'warn' | 'bad'; children: ReactNode }) {
  return (
    <div className={`note ${tone}`} role={tone === 'bad' ? 'alert' : undefined}>
      {children}
    </div>
  )
}

interface TroubleNoteProps {
  trouble: Trouble
  accountPage: string
  onRetry?: (() => void) | undefined
}

/** Says what went wrong, and offers the one thing that helps. */
export function TroubleNote({ trouble, accountPage, onRetry }: TroubleNoteProps) {
  const t = useWords()
  if (trouble === 'nothingToSend') return <Note tone="bad">{t('send.nothing')}</Note>
  const account = trouble === 'sessionOver' || trouble === 'anotherCase' || trouble === 'notFresh'
  const reload = trouble === 'consent' || trouble === 'changed'
  return (
    <Note tone="bad">
      <p>{t(`trouble.${trouble}`)}</p>
      <p className="actions">
        {account && (
          <a className="button small" href={accountPage} target="_blank" rel="noreferrer">
            {t('trouble.openAccount')}
          </a>
        )}
        {reload && (
          <a className="button small" href="/customer/case">
            {t('trouble.reload')}
          </a>
        )}
        {!reload && trouble !== 'anotherCase' && trouble !== 'notFresh' && onRetry && (
          <button type="button" className="button small" onClick={onRetry}>
            {t('trouble.retry')}
          </button>
        )}
      </p>
    </Note>
  )
}
