import { Select } from '@shopify/polaris'
import { useState } from 'react'
import { isLanguage, LANGUAGES } from '../../platform/i18n/languages.ts'
import { useT } from '../words.tsx'
import { Section, useSaving } from './section.tsx'
import type { SettingsData } from './settings-page.tsx'

/** The shop's language: mails to staff, and customers whose own is unknown. */
export function LanguageSection({ data: { settings, mayChange } }: { data: SettingsData }) {
  const t = useT()
  const saving = useSaving('common.saved')
  const [language, setLanguage] = useState(settings.language)
  return (
    <Section
      title={t('settings.language.title')}
      help={t('settings.language.help')}
      saving={saving}
      dirty={language !== settings.language}
      onSave={mayChange ? () => saving.save({ section: 'language', language }) : null}
    >
      <Select
        label={t('settings.language.label')}
        options={LANGUAGES.map((each) => ({ value: each, label: t(`settings.languages.${each}`) }))}
        value={language}
        onChange={(value) => isLanguage(value) && setLanguage(value)}
        disabled={!mayChange}
      />
    </Section>
  )
}
