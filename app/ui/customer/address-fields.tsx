import type { NamedCountry } from '../../kyc/countries.ts'
import { PREFECTURES } from '../../kyc/prefectures.ts'
import type { Faults } from '../../kyc/profile.ts'
import type { ProfileField, ProfileForm } from '../../kyc/profile-form.ts'
import type { Language } from '../../platform/i18n/languages.ts'
import { Field } from './field.tsx'
import { useWords } from './words.tsx'

export interface FieldsProps {
  form: ProfileForm
  faults: Faults
  onChange: (field: ProfileField, value: string) => void
}

interface AddressProps extends FieldsProps {
  countries: readonly NamedCountry[]
  language: Language
}

/** An address as it is written in Japan, from the post code down; elsewhere freely. */
export function AddressFields(props: AddressProps) {
  const t = useWords()
  const { form, faults, onChange, countries } = props
  const japan = form.country === 'JP'
  return (
    <>
      <Field name="country" label={t('profile.country')} fault={faults.country}>
        {(control) => (
          <select {...control} value={form.country} autoComplete="country" onChange={(event) => onChange('country', event.target.value)}>
            {countries.map(({ code, name }) => (
              <option key={code} value={code}>
                {name}
              </option>
            ))}
          </select>
        )}
      </Field>
      <div className="pair">
        <TextField
          {...props}
          name="zip"
          label={t('profile.zip')}
          hint={japan ? t('profile.zipHint') : undefined}
          optional={!japan}
          autoComplete="postal-code"
          inputMode={japan ? 'numeric' : 'text'}
        />
        {japan ? (
          <PrefectureField {...props} />
        ) : (
          <TextField {...props} name="province" label={t('profile.provinceElsewhere')} optional autoComplete="address-level1" />
        )}
      </div>
      <TextField
        {...props}
        name="city"
        label={t('profile.city')}
        hint={japan ? t('profile.cityHint') : undefined}
        autoComplete="address-level2"
      />
      <TextField
        {...props}
        name="address1"
        label={t('profile.address1')}
        hint={japan ? t('profile.address1Hint') : undefined}
        autoComplete="address-line1"
      />
      <TextField {...props} name="address2" label={t('profile.address2')} optional autoComplete="address-line2" />
    </>
  )
}

function PrefectureField({ form, faults, onChange, language }: AddressProps) {
  const t = useWords()
  return (
    <Field name="province" label={t('profile.province')} fault={faults.province}>
      {(control) => (
        <select
          {...control}
          value={form.province}
          autoComplete="address-level1"
          onChange={(event) => onChange('province', event.target.value)}
        >
          <option value="">{t('profile.choose')}</option>
          {PREFECTURES.map(([code, ja, en]) => (
            <option key={code} value={code}>
              {language === 'en' ? en : ja}
            </option>
          ))}
        </select>
      )}
    </Field>
  )
}

interface TextFieldProps extends FieldsProps {
  name: ProfileField
  label: string
  hint?: string | undefined
  optional?: boolean
  autoComplete?: string
  inputMode?: 'text' | 'numeric' | 'tel'
}

/** One line of text. */
export function TextField({ name, label, hint, optional, autoComplete, inputMode, form, faults, onChange }: TextFieldProps) {
  return (
    <Field name={name} label={label} hint={hint} fault={faults[name]} optional={optional ?? false}>
      {(control) => (
        <input
          {...control}
          type={inputMode === 'tel' ? 'tel' : 'text'}
          value={form[name]}
          inputMode={inputMode}
          autoComplete={autoComplete ?? 'off'}
          maxLength={300}
          onChange={(event) => onChange(name, event.target.value)}
        />
      )}
    </Field>
  )
}
