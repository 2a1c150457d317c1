import { Select, Text } from '@shopify/polaris'
import { useState } from 'react'
import { CHANGE_FIELDS } from '../../staff/rules-form.ts'
import { CHANGE_RULES } from '../../staff/settings.ts'
import { useT } from '../words.tsx'
import { Section, useSaving } from './section.tsx'
import type { SettingsData } from './settings-page.tsx'

/** What is done when something about an approved customer changes, field by field (decision 16). */
export function ChangesSection({ data: { settings, mayChange } }: { data: SettingsData }) {
  const t = useT()
  const saving = useSaving('common.saved')
  const [chosen, setChosen] = useState(settings.changes)
  return (
    <Section
      title={t('rules.changes.title')}
      help={t('rules.changes.help')}
      saving={saving}
      dirty={CHANGE_FIELDS.some((field) => chosen[field] !== settings.changes[field])}
      onSave={mayChange ? () => saving.save({ section: 'changes', ...chosen }) : null}
    >
      {CHANGE_FIELDS.map((field) => (
        <Select
          key={field}
          label={t(`rules.changes.field.${field}`)}
          options={CHANGE_RULES.map((value) => ({ value, label: t(`rules.changes.rule.${value}`) }))}
          value={chosen[field]}
          onChange={(value) => setChosen({ ...chosen, [field]: CHANGE_RULES.find((rule) => rule === value) ?? chosen[field] })}
          disabled={!mayChange}
        />
      ))}
      <Text as="p" tone="subdued" variant="bodySm">
        {t('rules.changes.note')}
      </Text>
    </Section>
  )
}
