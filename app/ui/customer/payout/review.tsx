import { useEffect, useRef } from 'react'
import type { NamedCountry } from '../../../kyc/countries.ts'
import type { Match } from '../../../payout/holder-match.ts'
import { DEPOSITS } from '../../../payout/yucho.ts'
import { Note } from '../note.tsx'
import { useWords } from '../words.tsx'
import type { Tried } from './ask-payout.ts'
import type { Draft } from './payout-form.tsx'

interface ReviewProps {
  draft: Draft
  tried: Tried
  countries: readonly NamedCountry[]
  busy: boolean
  onBack: () => void
  onRegister: () => void
}

/** The last look before an account is registered: as banks write it, and whether the name is the customer's (E01). */
export function Review({ draft, tried, countries, busy, onBack, onRegister }: ReviewProps) {
  const t = useWords()
  const heading = useRef<HTMLHeadingElement>(null)
  useEffect(() => heading.current?.focus(), [])
  const { form } = draft
  const japan = form.country === 'JP'
  const deposit = DEPOSITS.find((one) => one === tried.deposit)
  return (
    <div className="review">
      <h3 ref={heading} tabIndex={-1}>
        {t('payout.reviewTitle')}
      </h3>
      <dl className="account">
        {!japan && (
          <>
            <dt>{t('payout.country')}</dt>
            <dd>{countries.find(({ code }) => code === form.country)?.name ?? form.country}</dd>
          </>
        )}
        <dt>{t('payout.bank')}</dt>
        <dd>{japan ? `${draft.bank?.name ?? ''}（${form.bank}）` : form.bankName || form.bank}</dd>
        {tried.branch && (
          <>
            <dt>{t('payout.branch')}</dt>
            <dd>{draft.branch ? `${draft.branch.name}（${tried.branch}）` : tried.branch}</dd>
          </>
        )}
        <dt>{t('payout.number')}</dt>
        <dd>
          {deposit && `${t(`payout.deposits.${deposit}`)} `}
          {tried.number}
        </dd>
        <dt>{t('payout.holderForeign')}</dt>
        <dd>{tried.holder}</dd>
      </dl>
      <MatchNote match={tried.match} />
      {tried.assurance !== 'checked' && <Note tone="info">{t(`payout.assurance.${tried.assurance}`)}</Note>}
      <div className="row">
        <button type="button" className="button primary" aria-disabled={busy} onClick={busy ? undefined : onRegister}>
          {t(busy ? 'payout.registering' : 'payout.register')}
        </button>
        <button type="button" className="button" onClick={onBack}>
          {t('payout.back')}
        </button>
      </div>
    </div>
  )
}

const TONES = { matches: 'good', differs: 'warn', 'cannot-tell': 'info' } as const

/** Whether the holder is the customer, in words. */
export function MatchNote({ match }: { match: Match }) {
  const t = useWords()
  return <Note tone={TONES[match]}>{t(`payout.match.${match}`)}</Note>
}
