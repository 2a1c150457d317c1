import { Select, Text, TextField } from '@shopify/polaris'
import { useState } from 'react'
import { isLanguage, LANGUAGES, type Language } from '../../platform/i18n/languages.ts'
import { NOTICE_CHARACTERS_MAX } from '../../staff/settings-form.ts'
import { useDates, useT, useWords } from '../words.tsx'
import { Section, useSaving } from './section.tsx'
import type { SettingsData } from './settings-page.tsx'

/** The purpose-of-use notice, language by language. Saving makes a new version. */
export function NoticeSection({ data: { notice, mayChange } }: { data: SettingsData }) {
  const t = useT()
  const dates = useDates()
  const saving = useSaving('settings.notice.saved')
  const [language, setLanguage] = useState<Language>(useWords().language)
  const [drafts, setDrafts] = useState<Partial<Record<Language, string>>>({})
  const saved = notice.texts[language]
  const text = drafts[language] ?? saved
  const fault = saving.fault('text')
  return (
    <Section
      title={t('settings.notice.title')}
      help={t('settings.notice.help')}
      saving={saving}
      dirty={text.trim() !== saved}
      onSave={mayChange ? () => saving.save({ section: 'notice', language, text }) : null}
    >
      <Text as="p" tone="subdued">
        <span suppressHydrationWarning>
          {notice.since
            ? t('settings.notice.version', { version: notice.version, date: dates.date(notice.since) })
            : t('settings.notice.standard')}
        </span>
      </Text>
      <Select
        label={t('settings.language.label')}
        options={LANGUAGES.map((each) => ({ value: each, label: t(`settings.languages.${each}`) }))}
        value={language}
        onChange={(value) => isLanguage(value) && setLanguage(value)}
      />
      <TextField
        label={t('settings.notice.text')}
        value={text}
        onChange={(value) => setDrafts({ ...drafts, [language]: value })}
        multiline={10}
        maxHeight={420}
        maxLength={NOTICE_CHARACTERS_MAX}
        disabled={!mayChange}
        autoComplete="off"
        error={
          fault === null
            ? false
            : fault === 'empty'
              ? t('settings.notice.empty')
              : t('settings.notice.tooLong', { max: NOTICE_CHARACTERS_MAX })
        }
      />
    </Section>
  )
}
