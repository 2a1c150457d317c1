import { useEffect, useState } from 'react'
import type { NamedCountry } from '../../../kyc/countries.ts'
import type { AccountView } from '../../../payout/customer-view.ts'
import type { Language } from '../../../platform/i18n/languages.ts'
import { Note } from '../note.tsx'
import { useWords } from '../words.tsx'
import { MatchNote } from './review.tsx'

interface AccountInForceProps {
  account: AccountView
  countries: readonly NamedCountry[]
  language: Language
  busy: boolean
  onChange: () => void
  onRemove: () => void
}

/** The account in force, by its last digits, and what can be done with it. */
export function AccountInForce({ account, countries, language, busy, onChange, onRemove }: AccountInForceProps) {
  const t = useWords()
  const [sure, setSure] = useState(false)
  const { deposit, lastDigits } = account
  const country = countries.find(({ code }) => code === account.country)?.name ?? account.country
  const from = useMoment(account.countsFrom, language)
  return (
    <>
      <dl className="account">
        <dt>{t('payout.bank')}</dt>
        <dd>
          {account.country === 'JP' ? '' : `${country} · `}
          {account.bank} {account.branch}
        </dd>
        <dt>{t('payout.number')}</dt>
        <dd>
          {deposit && `${t(`payout.deposits.${deposit}`)} `}
          {lastDigits ? t('payout.ending', { digits: lastDigits }) : t('payout.hidden')}
        </dd>
        <dt>{t('payout.holderForeign')}</dt>
        <dd>{account.holder}</dd>
      </dl>
      {from && <Note tone="info">{t('payout.cooling', { date: from })}</Note>}
      {account.match !== 'matches' && <MatchNote match={account.match} />}
      {sure ? (
        <Note tone="warn">
          <p>{t('payout.removeSure')}</p>
          <p className="actions">
            <button type="button" className="button small" aria-disabled={busy} onClick={busy ? undefined : onRemove}>
              {t('payout.removeYes')}
            </button>
            <button type="button" className="button small" onClick={() => setSure(false)}>
              {t('payout.cancel')}
            </button>
          </p>
        </Note>
      ) : (
        <div className="row">
          <button type="button" className="button" onClick={onChange}>
            {t('payout.change')}
          </button>
          <button type="button" className="link" onClick={() => setSure(true)}>
            {t('payout.remove')}
          </button>
        </div>
      )}
    </>
  )
}

/** A moment on the clock of who looks at it, which the server does not know; null until the browser has it. */
function useMoment(at: string | null, language: Language): string | null {
  const [text, setText] = useState<string | null>(null)
  useEffect(
    () => setText(at && new Intl.DateTimeFormat(language, { dateStyle: 'medium', timeStyle: 'short' }).format(new Date(at))),
    [at, language],
  )
  return text
}
