import { TextField } from '@shopify/polaris'
import { useState } from 'react'
import { useT } from '../words.tsx'
import { Section, useSaving } from './section.tsx'
import type { SettingsData } from './settings-page.tsx'

/** How long a changed account waits before anything is paid to it (E01). */
export function PayoutSection({ data: { settings, mayChange } }: { data: SettingsData }) {
  const t = useT()
  const saving = useSaving('common.saved')
  const saved = String(settings.payoutCoolDownHours)
  const [hours, setHours] = useState(saved)
  return (
    <Section
      title={t('payout.settings.title')}
      help={t('payout.settings.help')}
      saving={saving}
      dirty={hours.trim() !== saved}
      onSave={mayChange ? () => saving.save({ section: 'payout', coolDownHours: hours }) : null}
    >
      <TextField
        label={t('payout.settings.hours')}
        value={hours}
        onChange={setHours}
        inputMode="numeric"
        suffix={t('payout.settings.unit')}
        error={saving.fault('coolDownHours') !== null && t('payout.settings.wrong')}
        disabled={!mayChange}
        autoComplete="off"
      />
    </Section>
  )
}
