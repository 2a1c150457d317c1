import { TextField } from '@shopify/polaris'
import { useState } from 'react'
import { PERMIT_MAX } from '../../staff/settings-form.ts'
import { useT } from '../words.tsx'
import { Section, useSaving } from './section.tsx'
import type { SettingsData } from './settings-page.tsx'

/** What the head of the ledger says of the dealer. */
export function LedgerSection({ data: { settings, mayChange } }: { data: SettingsData }) {
  const t = useT()
  const saving = useSaving('common.saved')
  const [permit, setPermit] = useState(settings.ledgerPermit)
  return (
    <Section
      title={t('ledger.settings.title')}
      help={t('ledger.settings.help')}
      saving={saving}
      dirty={permit !== settings.ledgerPermit}
      onSave={mayChange ? () => saving.save({ section: 'ledger', permit }) : null}
    >
      <TextField
        label={t('ledger.settings.permit')}
        value={permit}
        onChange={setPermit}
        maxLength={PERMIT_MAX}
        placeholder={t('ledger.settings.example')}
        autoComplete="off"
        disabled={!mayChange}
      />
    </Section>
  )
}
