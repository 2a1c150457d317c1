import type { ReactNode } from 'react'
import type { AccountFaults, AccountField, AccountForm } from '../../../payout/account-form.ts'
import type { HolderKind } from '../../../payout/legal-forms.ts'
import { DEPOSITS } from '../../../payout/yucho.ts'
import { zenginName } from '../../../payout/zengin-kana.ts'
import { type T, useWords } from '../words.tsx'

export interface FieldsProps {
  form: AccountForm
  faults: AccountFaults
  onChange: (field: AccountField, value: string) => void
}

/** What to say beside a field. */
export const payoutFault = (t: T, faults: AccountFaults, field: AccountField): string | null => {
  const fault = faults[field]
  return fault ? t(`payout.fault.${fault}`) : null
}

interface LineProps extends FieldsProps {
  name: AccountField
  label: string
  hint?: string
  digits?: boolean
  optional?: boolean
  children?: ReactNode
}

/** One line of text, its hint and what is wrong with it. */
export function Line({ name, label, hint, digits, optional, form, faults, onChange, children }: LineProps) {
  const t = useWords()
  const id = `payout-${name}`
  const fault = payoutFault(t, faults, name)
  const described = [hint ? `${id}-hint` : '', children ? `${id}-more` : '', fault ? `${id}-fault` : ''].filter(Boolean).join(' ')
  return (
    <div className={fault ? 'field faulty' : 'field'}>
      <label htmlFor={id}>
        {label}
        {optional && <small className="optional">{t('optional')}</small>}
      </label>
      <input
        id={id}
        type="text"
        inputMode={digits ? 'numeric' : 'text'}
        autoComplete="off"
        maxLength={200}
        value={form[name]}
        aria-invalid={fault !== null}
        aria-describedby={described || undefined}
        onChange={(event) => onChange(name, event.target.value)}
      />
      {hint && (
        <p className="hint" id={`${id}-hint`}>
          {hint}
        </p>
      )}
      {children && (
        <div id={`${id}-more`} aria-live="polite">
          {children}
        </div>
      )}
      {fault && (
        <p className="fault" id={`${id}-fault`}>
          {fault}
        </p>
      )}
    </div>
  )
}

/** 普通, 当座, 貯蓄; the passbook of ゆうちょ銀行 tells 当座 by itself. */
export function DepositField({ form, faults, onChange, passbook }: FieldsProps & { passbook: boolean }) {
  const t = useWords()
  const fault = payoutFault(t, faults, 'deposit')
  return (
    <fieldset className="plain chips">
      <legend>{t('payout.deposit')}</legend>
      <div className="kinds">
        {DEPOSITS.filter((deposit) => !passbook || deposit !== 'current').map((deposit) => (
          <label key={deposit} className="chip">
            <input
              type="radio"
              name="payout-deposit"
              value={deposit}
              checked={form.deposit === deposit}
              onChange={() => onChange('deposit', deposit)}
            />
            <span>{t(`payout.deposits.${deposit}`)}</span>
          </label>
        ))}
      </div>
      {fault && <p className="fault">{fault}</p>}
    </fieldset>
  )
}

/** The holder; in Japan with the name as banks write it, while it is typed, and every character that they cannot write. */
export function HolderField({ kind, ...props }: FieldsProps & { kind: HolderKind }) {
  const t = useWords()
  const { form } = props
  if (form.country !== 'JP') return <Line {...props} name="holder" label={t('payout.holderForeign')} hint={t('payout.holderForeignHint')} />
  const written = zenginName(form.holder, kind)
  const wrong = (because: 'kanji' | 'symbol') =>
    written.ok ? '' : written.characters.flatMap((one) => (one.because === because ? [one.character] : [])).join('')
  return (
    <Line
      {...props}
      name="holder"
      label={t('payout.holder')}
      hint={t(kind === 'company' ? 'payout.holderHintCompany' : 'payout.holderHint')}
    >
      {written.ok && <p className="preview">{t('payout.holderPreview', { name: written.name })}</p>}
      {wrong('kanji') && <p className="fault">{t('payout.holderKanji', { characters: wrong('kanji') })}</p>}
      {wrong('symbol') && <p className="fault">{t('payout.holderSymbol', { characters: wrong('symbol') })}</p>}
      {!written.ok && written.fault === 'too-long' && !props.faults.holder && <p className="fault">{t('payout.fault.too-long')}</p>}
    </Line>
  )
}
