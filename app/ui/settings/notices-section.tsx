import { Checkbox, TextField } from '@shopify/polaris'
import { useState } from 'react'
import { useT } from '../words.tsx'
import { Section, useSaving } from './section.tsx'
import type { SettingsData } from './settings-page.tsx'

/** Who among the staff gets mails, and about what (A03, B03, B04). */
export function NoticesSection({ data: { settings, mayChange } }: { data: SettingsData }) {
  const t = useT()
  const saving = useSaving('common.saved')
  const { notices } = settings
  const saved = notices.to.join('\n')
  const [to, setTo] = useState(saved)
  const [registered, setRegistered] = useState(notices.registered)
  const [submitted, setSubmitted] = useState(notices.submitted)
  const dirty = to.trim() !== saved || registered !== notices.registered || submitted !== notices.submitted
  const fault = saving.fault('to')
  const save = () =>
    saving.save({ section: 'notices', to, ...(registered ? { registered: 'on' } : {}), ...(submitted ? { submitted: 'on' } : {}) })
  return (
    <Section
      title={t('settings.notices.title')}
      help={t('settings.notices.help')}
      saving={saving}
      dirty={dirty}
      onSave={mayChange ? save : null}
    >
      <TextField
        label={t('settings.notices.to')}
        helpText={t('settings.notices.toHelp')}
        placeholder="staff@example.com"
        value={to}
        onChange={setTo}
        multiline={3}
        disabled={!mayChange}
        autoComplete="off"
        error={
          fault === null
            ? false
            : fault === 'too-many'
              ? t('settings.notices.tooMany')
              : t('settings.notices.badAddress', { address: fault })
        }
      />
      <div>
        <Checkbox label={t('settings.notices.registered')} checked={registered} onChange={setRegistered} disabled={!mayChange} />
        <br />
        <Checkbox label={t('settings.notices.submitted')} checked={submitted} onChange={setSubmitted} disabled={!mayChange} />
      </div>
    </Section>
  )
}
