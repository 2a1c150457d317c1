import type { ReactNode } from 'react'
import type { FieldFault, ProfileField } from '../../kyc/profile-form.ts'
import { type T, useWords } from './words.tsx'

/** Fields whose faults have words of their own. */
const OWN_WORDS: readonly ProfileField[] = ['zip', 'phone', 'birthDate', 'province']

/** What to say beside a field. */
export function faultText(t: T, field: ProfileField, fault: FieldFault): string {
  const own = OWN_WORDS.find((one) => one === field) as 'zip' | 'phone' | 'birthDate' | 'province' | undefined
  return fault === 'invalid' && own ? t(`fault.${own}`) : t(`fault.${fault}`)
}

interface FieldProps {
  name: ProfileField
  label: string
  hint?: string | undefined
  fault?: FieldFault | undefined
  optional?: boolean
  className?: string
  children: (control: { id: string; name: string; 'aria-invalid': boolean; 'aria-describedby': string | undefined }) => ReactNode
}

/** A label, its control, a hint, and what is wrong, tied together for eyes and screen readers. */
export function Field({ name, label, hint, fault, optional, className, children }: FieldProps) {
  const t = useWords()
  const id = `field-${name}`
  const described = [hint ? `${id}-hint` : '', fault ? `${id}-fault` : ''].filter(Boolean).join(' ')
  return (
    <div className={`field ${className ?? ''} ${fault ? 'faulty' : ''}`}>
      <label htmlFor={id}>
        {label}
        {optional && <small className="optional">{t('optional')}</small>}
      </label>
      {children({ id, name, 'aria-invalid': fault !== undefined, 'aria-describedby': described || undefined })}
      {hint && (
        <p className="hint" id={`${id}-hint`}>
          {hint}
        </p>
      )}
      {fault && (
        <p className="fault" id={`${id}-fault`}>
          {faultText(t, name, fault)}
        </p>
      )}
    </div>
  )
}
