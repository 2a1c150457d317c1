import { type FormEvent, useEffect, useRef, useState } from 'react'
import type { Faults } from '../../kyc/profile.ts'
import { PROFILE_FIELDS, type ProfileField, type ProfileForm } from '../../kyc/profile-form.ts'
import { Hidden } from './act-form.tsx'
import { AddressFields, TextField } from './address-fields.tsx'
import { BirthDate } from './birth-date.tsx'
import { Note, TroubleNote } from './note.tsx'
import type { Trouble } from './trouble.ts'
import type { Page } from './use-page.ts'
import { useWords } from './words.tsx'

/** What a post without scripts left: the form as typed, and what was wrong with it. */
export interface Typed {
  readonly form: ProfileForm
  readonly faults: Faults
}

interface ProfileBlockProps {
  page: Page
  typedBefore: Typed | null
  onDirty: (dirty: boolean) => void
}

/** Address, telephone, occupation and birth date (A06, A08). What is typed stays until the server has it. */
export function ProfileBlock({ page, typedBefore, onDirty }: ProfileBlockProps) {
  const t = useWords()
  const { view } = page
  const [typed, setTyped] = useState<ProfileForm | null>(typedBefore?.form ?? null)
  const [faults, setFaults] = useState<Faults>(typedBefore?.faults ?? {})
  const [trouble, setTrouble] = useState<{ trouble: Trouble; accountPage?: string } | null>(null)
  const [state, setState] = useState<'still' | 'saving' | 'saved'>('still')
  const section = useRef<HTMLElement>(null)
  const form = typed ?? view.profile
  const corporation = view.standing.party === 'corporation'

  useEffect(() => onDirty(typed !== null), [typed, onDirty])

  const onChange = (field: ProfileField, value: string) => {
    setState('still')
    setTyped({ ...form, [field]: value, ...(field === 'country' ? { province: '' } : {}) })
    setFaults(({ [field]: _, ...others }) => others)
  }
  const save = async () => {
    if (state === 'saving') return
    setState('saving')
    const reply = await page.act({ act: 'profile', ...form })
    setFaults(!reply.ok && 'faults' in reply ? reply.faults : {})
    setTrouble(!reply.ok && 'trouble' in reply ? reply : null)
    setState(reply.ok ? 'saved' : 'still')
    if (reply.ok) setTyped(null)
    else if ('faults' in reply) showFirst(section.current, reply.faults)
  }
  const onSubmit = (event: FormEvent) => {
    event.preventDefault()
    void save()
  }
  const fields = { form, faults, onChange }
  return (
    <section className="card" id="profile" aria-labelledby="profile-title" ref={section}>
      <h2 id="profile-title">{t('profile.title')}</h2>
      <p className="lead">{t(corporation ? 'profile.leadCorporation' : 'profile.lead')}</p>
      {view.storeSilent && <Note tone="warn">{t('profile.storeSilent')}</Note>}
      <form method="post" action="/customer/case" noValidate onSubmit={onSubmit}>
        <Hidden fields={{ act: 'profile', case: view.caseTag }} />
        <fieldset className="plain" disabled={state === 'saving'}>
          {corporation && <TextField {...fields} name="company" label={t('profile.company')} autoComplete="organization" />}
          <AddressFields {...fields} countries={page.countries} language={view.language} />
          <TextField
            {...fields}
            name="phone"
            label={t('profile.phone')}
            hint={t('profile.phoneHint')}
            optional
            autoComplete="tel"
            inputMode="tel"
          />
          <TextField
            {...fields}
            name="occupation"
            label={t('profile.occupation')}
            hint={t('profile.occupationHint')}
            autoComplete="organization-title"
          />
          <BirthDate value={form.birthDate} fault={faults.birthDate} onChange={(value) => onChange('birthDate', value)} />
        </fieldset>
        {Object.keys(faults).length > 0 && <Note tone="bad">{t('fault.summary')}</Note>}
        {trouble && (
          <TroubleNote trouble={trouble.trouble} accountPage={trouble.accountPage ?? view.accountPage} onRetry={() => void save()} />
        )}
        <div className="row">
          <button type="submit" className={typed || !view.profileSaved ? 'button primary' : 'button'} aria-disabled={state === 'saving'}>
            {state === 'saving' ? t('saving') : t(view.profileSaved ? 'profile.saveAgain' : 'profile.save')}
          </button>
          <span className="aside" role="status">
            {typed ? t('profile.unsaved') : state === 'saved' ? t('profile.saved') : ''}
          </span>
        </div>
      </form>
    </section>
  )
}

/** Puts the customer before the first field that needs a correction. */
function showFirst(section: HTMLElement | null, faults: Faults): void {
  const first = PROFILE_FIELDS.find((field) => faults[field])
  if (first) requestAnimationFrame(() => section?.querySelector<HTMLElement>(`#field-${first}`)?.focus())
}
