import { type FormEvent, useRef, useState } from 'react'
import type { NamedCountry } from '../../../kyc/countries.ts'
import { ACCOUNT_FIELDS, type AccountFaults, type AccountField, type AccountForm } from '../../../payout/account-form.ts'
import type { Place } from '../../../payout/bank-search.ts'
import { styleOf } from '../../../payout/customer-view.ts'
import type { HolderKind } from '../../../payout/legal-forms.ts'
import { YUCHO } from '../../../payout/yucho.ts'
import { Note } from '../note.tsx'
import { useWords } from '../words.tsx'
import { DepositField, type FieldsProps, HolderField, Line, payoutFault } from './fields.tsx'
import { PlacePicker } from './place-picker.tsx'

/** What was typed so far: kept by the section, so that going back from the last look loses nothing. */
export interface Draft {
  readonly form: AccountForm
  readonly bank: Place | null
  readonly branch: Place | null
  /** ゆうちょ銀行 by 記号・番号. */
  readonly passbook: boolean
}

interface PayoutFormProps {
  draft: Draft
  faults: AccountFaults
  kind: HolderKind
  countries: readonly NamedCountry[]
  ibanCountries: readonly string[]
  busy: boolean
  onDraft: (draft: Draft, touched: readonly AccountField[]) => void
  onReview: () => void
  onCancel: (() => void) | null
}

/** The account, field by field, as its country writes one. */
export function PayoutForm({ draft, faults, kind, countries, ibanCountries, busy, onDraft, onReview, onCancel }: PayoutFormProps) {
  const t = useWords()
  const { form } = draft
  const change = (field: AccountField, value: string) => onDraft({ ...draft, form: { ...form, [field]: value } }, [field])
  const fields: FieldsProps = { form, faults, onChange: change }
  const style = styleOf(form.country, ibanCountries)
  const toCountry = (country: string) => {
    const empty = { bank: '', branch: '', number: '', numberAgain: '', symbol: '', bankName: '', bic: '' }
    onDraft({ form: { ...form, ...empty, country }, bank: null, branch: null, passbook: true }, [...ACCOUNT_FIELDS])
  }
  const onSubmit = (event: FormEvent) => {
    event.preventDefault()
    if (!busy) onReview()
  }
  return (
    <form noValidate onSubmit={onSubmit}>
      <fieldset className="plain" disabled={busy}>
        <div className="field">
          <label htmlFor="payout-country">{t('payout.country')}</label>
          <select id="payout-country" value={form.country} onChange={(event) => toCountry(event.target.value)}>
            {countries.map(({ code, name }) => (
              <option key={code} value={code}>
                {name}
              </option>
            ))}
          </select>
        </div>
        {style === 'japan' ? <InJapan draft={draft} fields={fields} onDraft={onDraft} /> : <Abroad fields={fields} style={style} />}
        <HolderField {...fields} kind={kind} />
      </fieldset>
      {Object.keys(faults).length > 0 && <Note tone="bad">{t('fault.summary')}</Note>}
      <div className="row">
        <button type="submit" className="button primary" aria-disabled={busy}>
          {busy ? t('payout.checking') : t('payout.review')}
        </button>
        {onCancel && (
          <button type="button" className="button" onClick={onCancel}>
            {t('payout.cancel')}
          </button>
        )}
      </div>
    </form>
  )
}

function InJapan({ draft, fields, onDraft }: { draft: Draft; fields: FieldsProps; onDraft: PayoutFormProps['onDraft'] }) {
  const t = useWords()
  const { form, bank, branch } = draft
  const yucho = form.bank === YUCHO
  const passbook = yucho && draft.passbook
  const toBank = (place: Place | null) =>
    onDraft({ ...draft, bank: place, branch: null, form: { ...form, bank: place?.code ?? '', branch: '', symbol: '' } }, [
      'bank',
      'branch',
      'symbol',
    ])
  const toBranch = (place: Place | null) => onDraft({ ...draft, branch: place, form: { ...form, branch: place?.code ?? '' } }, ['branch'])
  const by = (wish: boolean) =>
    onDraft({ ...draft, passbook: wish, branch: null, form: { ...form, symbol: '', branch: '', number: '', numberAgain: '' } }, [
      'symbol',
      'branch',
      'number',
      'numberAgain',
    ])
  const fault = (field: AccountField) => payoutFault(t, fields.faults, field)
  return (
    <>
      <PlacePicker
        name="bank"
        label={t('payout.bank')}
        hint={t('payout.bankHint')}
        fault={fault('bank')}
        chosen={bank}
        bank={null}
        onChoose={toBank}
      />
      {yucho && <PassbookChoice passbook={passbook} onChoose={by} />}
      {passbook && <Line {...fields} name="symbol" label={t('payout.symbol')} hint={t('payout.symbolHint')} digits />}
      {form.bank !== '' && !passbook && (
        <PlacePicker
          key={form.bank}
          name="branch"
          label={t('payout.branch')}
          hint={t('payout.branchHint')}
          fault={fault('branch')}
          chosen={branch}
          bank={form.bank}
          onChoose={toBranch}
        />
      )}
      <DepositField {...fields} passbook={passbook} />
      <NumberFields
        fields={fields}
        label={t(passbook ? 'payout.passbookNumber' : 'payout.number')}
        hint={t(passbook ? 'payout.passbookNumberHint' : 'payout.numberHint')}
        digits
      />
    </>
  )
}

function PassbookChoice({ passbook, onChoose }: { passbook: boolean; onChoose: (passbook: boolean) => void }) {
  const t = useWords()
  return (
    <fieldset className="plain chips">
      <legend>{t('payout.yuchoBy')}</legend>
      <div className="kinds">
        {[true, false].map((wish) => (
          <label key={String(wish)} className="chip">
            <input type="radio" name="payout-yucho" checked={passbook === wish} onChange={() => onChoose(wish)} />
            <span>{t(wish ? 'payout.yuchoPassbook' : 'payout.yuchoBranch')}</span>
          </label>
        ))}
      </div>
    </fieldset>
  )
}

/** The number, and once more: who pastes the same mistake twice is not helped by it, so the second field takes no paste. */
function NumberFields({ fields, label, hint, digits }: { fields: FieldsProps; label: string; hint: string; digits: boolean }) {
  const t = useWords()
  const box = useRef<HTMLDivElement>(null)
  const [pasted, setPasted] = useState(false)
  return (
    <div ref={box} className="twice">
      <Line {...fields} name="number" label={label} hint={hint} digits={digits} />
      <div
        onPaste={(event) => {
          event.preventDefault()
          setPasted(true)
        }}
      >
        <Line {...fields} name="numberAgain" label={t('payout.again', { label })} digits={digits}>
          {pasted && fields.form.numberAgain === '' && <p className="hint">{t('payout.noPaste')}</p>}
        </Line>
      </div>
    </div>
  )
}

function Abroad({ fields, style }: { fields: FieldsProps; style: 'codes' | 'iban' | 'free' }) {
  const t = useWords()
  return (
    <>
      {style === 'codes' ? (
        <div className="pair">
          <Line {...fields} name="bank" label={t('payout.bankCode')} digits />
          <Line {...fields} name="branch" label={t('payout.branchCode')} digits />
        </div>
      ) : (
        <Line {...fields} name="bankName" label={t('payout.bankName')} />
      )}
      <Line {...fields} name="bic" label={t('payout.bic')} optional={style !== 'free'} />
      <NumberFields
        fields={fields}
        label={t(style === 'iban' ? 'payout.iban' : 'payout.number')}
        hint={t('payout.numberForeignHint')}
        digits={style === 'codes'}
      />
    </>
  )
}
