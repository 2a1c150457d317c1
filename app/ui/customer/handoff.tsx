import { useEffect, useState } from 'react'
import { TroubleNote } from './note.tsx'
import { ask } from './requests.ts'
import type { Trouble } from './trouble.ts'
import type { Page } from './use-page.ts'
import { useWords } from './words.tsx'

/** A code for a phone's camera, and how long it is good for. The address is in the picture only. */
interface Code {
  readonly picture: string
  readonly seconds: number
}

const LOOK_EVERY_SECONDS = 10

/** Continues on a phone: a QR code with a ticket of its own, good for one use within five minutes. */
export function Handoff({ page }: { page: Page }) {
  const t = useWords()
  const [code, setCode] = useState<Code | null>(null)
  const [left, setLeft] = useState(0)
  const [trouble, setTrouble] = useState<Trouble | null>(null)
  const { act } = page
  const show = async () => {
    const reply = await ask<Code>(page.view.caseTag, 'POST', `/customer/handoff?lang=${page.view.language}`)
    setTrouble(reply.ok || !('trouble' in reply) ? null : reply.trouble)
    setCode(reply.ok ? reply.value : null)
    setLeft(reply.ok ? reply.value.seconds : 0)
  }
  useEffect(() => {
    if (!code) return
    const until = Date.now() + code.seconds * 1000
    const timer = setInterval(() => {
      const seconds = Math.max(0, Math.round((until - Date.now()) / 1000))
      setLeft(seconds)
      // While the code is out, the phone may be at work: what it sends shows here too.
      if (seconds > 0 && seconds % LOOK_EVERY_SECONDS === 0) void act({ act: 'look' })
      if (seconds === 0) clearInterval(timer)
    }, 1000)
    return () => clearInterval(timer)
  }, [code, act])
  return (
    <section className="card handoff" aria-labelledby="handoff-title">
      <h2 id="handoff-title">{t('handoff.title')}</h2>
      <p className="lead">{t('handoff.lead')}</p>
      {trouble && <TroubleNote trouble={trouble} accountPage={page.view.accountPage} onRetry={() => void show()} />}
      {code && left > 0 ? (
        <>
          <img className="qr" src={code.picture} alt={t('handoff.alt')} />
          <p>{t('handoff.scan')}</p>
          <p className="timer">{t('handoff.left', { time: clockText(left) })}</p>
          <p className="hint">{t('handoff.private')}</p>
        </>
      ) : (
        <>
          {code && <p role="status">{t('handoff.ended')}</p>}
          <button type="button" className="button" onClick={() => void show()}>
            {t(code ? 'handoff.renew' : 'handoff.button')}
          </button>
        </>
      )}
    </section>
  )
}

/** 275 → 4:35. */
const clockText = (seconds: number): string => `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`
