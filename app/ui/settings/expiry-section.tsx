import { ChoiceList, TextField } from '@shopify/polaris'
import { useState } from 'react'
import { EXPIRY_LIMITS } from '../../staff/settings.ts'
import { useT } from '../words.tsx'
import { Section, useSaving } from './section.tsx'
import type { SettingsData } from './settings-page.tsx'

/** However it is typed: what is saved is one text. */
const listed = (days: string): string =>
  days
    .normalize('NFKC')
    .split(/[\s,;、]+/)
    .filter(Boolean)
    .join(', ')

const ASKED = ['customer', 'staff'] as const

/** What happens when papers run out: reminders, grace, and who is reminded (table C 10). */
export function ExpirySection({ data: { settings, mayChange } }: { data: SettingsData }) {
  const t = useT()
  const saving = useSaving('common.saved')
  const { expiry } = settings
  const saved = { remindDays: expiry.remindDays.join(', '), graceDays: String(expiry.graceDays), ask: expiry.ask ? 'customer' : 'staff' }
  const [typed, setTyped] = useState(saved)
  const dirty = (Object.keys(saved) as (keyof typeof saved)[]).some((name) => listed(typed[name]) !== saved[name])
  const days = saving.fault('remindDays')
  const { reminders, remindDays, graceDays } = EXPIRY_LIMITS
  return (
    <Section
      title={t('rules.expiry.title')}
      help={t('rules.expiry.help')}
      saving={saving}
      dirty={dirty}
      onSave={mayChange ? () => saving.save({ section: 'expiry', ...typed }) : null}
    >
      <TextField
        label={t('rules.expiry.remindDays')}
        helpText={t('rules.expiry.remindDaysHelp', { max: reminders })}
        value={typed.remindDays}
        onChange={(value) => setTyped({ ...typed, remindDays: value })}
        maxLength={60}
        disabled={!mayChange}
        error={
          days !== null &&
          (days === 'too-many'
            ? t('rules.expiry.fault.many', { max: reminders })
            : t('rules.expiry.fault.day', { typed: days, max: remindDays }))
        }
        autoComplete="off"
      />
      <TextField
        label={t('rules.expiry.graceDays')}
        helpText={t('rules.expiry.graceDaysHelp')}
        value={typed.graceDays}
        onChange={(value) => setTyped({ ...typed, graceDays: value })}
        inputMode="numeric"
        maxLength={4}
        disabled={!mayChange}
        error={saving.fault('graceDays') !== null && t('rules.expiry.fault.grace', { max: graceDays })}
        autoComplete="off"
      />
      <ChoiceList
        title={t('rules.expiry.ask')}
        choices={ASKED.map((value) => ({ value, label: t(`rules.expiry.askChoice.${value}`) }))}
        selected={[typed.ask]}
        onChange={([value]) => setTyped({ ...typed, ask: value ?? typed.ask })}
        disabled={!mayChange}
      />
    </Section>
  )
}
