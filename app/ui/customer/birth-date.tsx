import type { FieldFault } from '../../kyc/profile-form.ts'
import { faultText } from './field.tsx'
import { useWords } from './words.tsx'

const PARTS = [
  { name: 'birthYear', digits: 4, autoComplete: 'bday-year' },
  { name: 'birthMonth', digits: 2, autoComplete: 'bday-month' },
  { name: 'birthDay', digits: 2, autoComplete: 'bday-day' },
] as const

interface BirthDateProps {
  value: string
  fault?: FieldFault | undefined
  onChange: (value: string) => void
}

/** Year, month and day as three short fields: a calendar is a bad way to reach 1962. `value` is them with dashes between, as typed. */
export function BirthDate({ value, fault, onChange }: BirthDateProps) {
  const t = useWords()
  const typed = value.split('-')
  const change = (at: number, text: string) => {
    const next = PARTS.map((_, i) => (i === at ? text.replaceAll('-', '') : (typed[i] ?? '')))
    onChange(next.every((part) => part === '') ? '' : next.join('-'))
  }
  return (
    <fieldset className={`field birth ${fault ? 'faulty' : ''}`} aria-describedby={fault ? 'field-birthDate-fault' : undefined}>
      <legend>{t('profile.birthDate')}</legend>
      <div className="birth-parts">
        {PARTS.map(({ name, digits, autoComplete }, i) => (
          <label key={name} className={name}>
            <input
              id={i === 0 ? 'field-birthDate' : undefined}
              name={name}
              inputMode="numeric"
              maxLength={digits}
              autoComplete={autoComplete}
              aria-invalid={fault !== undefined}
              value={typed[i] ?? ''}
              onChange={(event) => change(i, event.target.value)}
            />
            <span>{t(`profile.${name}`)}</span>
          </label>
        ))}
      </div>
      {fault && (
        <p className="fault" id="field-birthDate-fault">
          {faultText(t, 'birthDate', fault)}
        </p>
      )}
    </fieldset>
  )
}
