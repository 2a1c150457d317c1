import { useEffect, useState } from 'react'
import { ACCOUNT_FIELDS, type AccountFaults, EMPTY_ACCOUNT, holderKindOf } from '../../../payout/account-form.ts'
import type { PayoutView } from '../../../payout/customer-view.ts'
import { Note, TroubleNote } from '../note.tsx'
import type { Page } from '../use-page.ts'
import { useWords } from '../words.tsx'
import { AccountInForce } from './account-in-force.tsx'
import { askPayout, type PayoutTrouble, type Tried } from './ask-payout.ts'
import { type Draft, PayoutForm } from './payout-form.tsx'
import { Review } from './review.tsx'

const EMPTY: Draft = { form: EMPTY_ACCOUNT, bank: null, branch: null, passbook: true }

/** Where the section stands: the account, the form, or the last look before it is sent. */
type Step = { readonly at: 'account' | 'form' } | { readonly at: 'review'; readonly tried: Tried }

/** The section 受取口座 (E01, E02): the account that is in force, or the form for one. Shown by itself; orders never wait for it (X10). */
export function PayoutBlock({ page, start }: { page: Page; start: PayoutView | null }) {
  const t = useWords()
  const { caseTag, accountPage, standing } = page.view
  const [view, setView] = useState(start)
  const [step, setStep] = useState<Step>({ at: start?.account ? 'account' : 'form' })
  const [draft, setDraft] = useState(EMPTY)
  const [faults, setFaults] = useState<AccountFaults>({})
  const [trouble, setTrouble] = useState<PayoutTrouble | null>(null)
  const [busy, setBusy] = useState(false)
  const [said, setSaid] = useState<'saved' | 'removed' | null>(null)
  useEffect(() => {
    // Whoever accepts the notice on this page had nothing to see when it was made.
    if (!start) void askPayout(caseTag, { act: 'look' }).then((reply) => reply.ok && setView(reply.value.view))
  }, [start, caseTag])
  if (!view) return null
  const kind = holderKindOf(standing.party)

  const ask = async (act: 'try' | 'register' | 'remove') => {
    setBusy(true)
    setSaid(null)
    const reply = await askPayout(caseTag, act === 'remove' ? { act } : { act, ...draft.form })
    setBusy(false)
    setFaults(!reply.ok && 'faults' in reply ? reply.faults : {})
    setTrouble(!reply.ok && 'trouble' in reply ? reply : null)
    if (!reply.ok) {
      if (!('faults' in reply)) return
      setStep({ at: 'form' })
      showFirst(reply.faults)
      return
    }
    setView(reply.value.view)
    if (act === 'try' && reply.value.tried) return setStep({ at: 'review', tried: reply.value.tried })
    setDraft(EMPTY)
    setSaid(act === 'remove' ? 'removed' : 'saved')
    setStep({ at: act === 'remove' ? 'form' : 'account' })
  }

  return (
    <section className="card payout" id="payout" aria-labelledby="payout-title">
      <h2 id="payout-title">{t('payout.title')}</h2>
      <p className="lead">{t(kind === 'company' ? 'payout.leadCompany' : 'payout.lead')}</p>
      <noscript>
        <Note tone="warn">{t('payout.needsScript')}</Note>
      </noscript>
      <p role="status" className="sr-status">
        {said ? t(`payout.${said}`) : ''}
      </p>
      {view.rejected !== null && <Rejected text={view.rejected} />}
      {view.had && step.at !== 'account' && <Note tone="info">{t('payout.changeNote', { hours: String(view.coolDownHours) })}</Note>}
      {step.at === 'account' && view.account && (
        <AccountInForce
          account={view.account}
          countries={page.countries}
          language={page.view.language}
          busy={busy}
          onChange={() => setStep({ at: 'form' })}
          onRemove={() => void ask('remove')}
        />
      )}
      {step.at === 'form' && (
        <PayoutForm
          draft={draft}
          faults={faults}
          kind={kind}
          countries={page.countries}
          ibanCountries={view.ibanCountries}
          busy={busy}
          onDraft={(next, touched) => {
            setDraft(next)
            setFaults((now) => Object.fromEntries(Object.entries(now).filter(([field]) => !touched.some((one) => one === field))))
          }}
          onReview={() => void ask('try')}
          onCancel={view.account ? () => setStep({ at: 'account' }) : null}
        />
      )}
      {step.at === 'review' && (
        <Review
          draft={draft}
          tried={step.tried}
          countries={page.countries}
          busy={busy}
          onBack={() => setStep({ at: 'form' })}
          onRegister={() => void ask('register')}
        />
      )}
      {trouble && <TroubleNote trouble={trouble.trouble} accountPage={trouble.accountPage ?? accountPage} />}
    </section>
  )
}

/** Puts the customer before the first field that needs a correction. */
function showFirst(faults: AccountFaults): void {
  const first = ACCOUNT_FIELDS.find((field) => faults[field])
  if (first) requestAnimationFrame(() => document.getElementById(`payout-${first}`)?.focus())
}

function Rejected({ text }: { text: string }) {
  const t = useWords()
  return (
    <Note tone="warn">
      <p>{t('payout.rejected')}</p>
      {text && <p className="prose">{text}</p>}
    </Note>
  )
}
