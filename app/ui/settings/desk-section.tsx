import { BlockStack, Button, InlineStack, Text, TextField } from '@shopify/polaris'
import { useState } from 'react'
import { DESK_LIMITS } from '../../staff/settings-form.ts'
import { useT } from '../words.tsx'
import { Section, useSaving } from './section.tsx'
import type { SettingsData } from './settings-page.tsx'

/** How long papers may wait, whom reminders reach, and the tag of watched customers. */
export function DeskSection({ data: { settings, mayChange, watchTag } }: { data: SettingsData }) {
  const t = useT()
  const saving = useSaving('common.saved')
  const saved = {
    serviceHours: String(settings.serviceHours),
    reminderAfterDays: String(settings.reminderAfterDays),
    reminderEveryDays: String(settings.reminderEveryDays),
    watchLabel: settings.watchLabel,
  }
  const [typed, setTyped] = useState(saved)
  const dirty = (Object.keys(saved) as (keyof typeof saved)[]).some((name) => typed[name] !== saved[name])
  const field = (name: keyof typeof DESK_LIMITS, label: string, helpText = '') => {
    const [min, max] = DESK_LIMITS[name]
    return (
      <TextField
        label={label}
        helpText={helpText}
        value={typed[name]}
        onChange={(value) => setTyped({ ...typed, [name]: value })}
        inputMode="numeric"
        maxLength={4}
        disabled={!mayChange}
        error={saving.fault(name) !== null && t('desk.settings.fault.number', { min, max })}
        autoComplete="off"
      />
    )
  }
  const fault = saving.fault('watchLabel')
  return (
    <Section
      title={t('desk.settings.title')}
      help={t('desk.settings.help')}
      saving={saving}
      dirty={dirty}
      onSave={mayChange ? () => saving.save({ section: 'desk', ...typed }) : null}
    >
      {field('serviceHours', t('desk.settings.serviceHours'), t('desk.settings.serviceHoursHelp'))}
      {field('reminderAfterDays', t('desk.settings.reminderAfter'))}
      {field('reminderEveryDays', t('desk.settings.reminderEvery'))}
      <TextField
        label={t('desk.settings.watchLabel')}
        helpText={t('desk.settings.watchLabelHelp')}
        value={typed.watchLabel}
        onChange={(watchLabel) => setTyped({ ...typed, watchLabel })}
        placeholder={watchTag}
        maxLength={255}
        disabled={!mayChange}
        error={fault !== null && t(fault === 'comma' ? 'desk.settings.fault.comma' : 'desk.settings.fault.same-as')}
        autoComplete="off"
      />
    </Section>
  )
}

/** The segments that the app keeps in the store, and what Shopify said where it refused one (C23, C24). */
export function SegmentsSection({ data: { segments, mayChange } }: { data: SettingsData }) {
  const t = useT()
  const saving = useSaving('desk.settings.segmentsAsked')
  return (
    <Section title={t('desk.settings.segments')} help={t('desk.settings.segmentsHelp')} saving={saving} dirty={false} onSave={null}>
      <BlockStack gap="200">
        {segments.length === 0 && <Text as="p">{t('desk.settings.segmentsNone')}</Text>}
        {segments.map(({ key, name, fault }) => (
          <InlineStack key={key} align="space-between" gap="200">
            <Text as="span">{name}</Text>
            <Text as="span" tone={fault ? 'critical' : 'subdued'}>
              {fault ? t('desk.settings.segmentFault', { fault }) : t('desk.settings.segmentOk')}
            </Text>
          </InlineStack>
        ))}
        {mayChange && (
          <InlineStack align="end">
            <Button onClick={() => saving.save({ section: 'segments' })} loading={saving.busy}>
              {t(segments.length === 0 ? 'rules.makeSegments' : 'desk.settings.segmentsMake')}
            </Button>
          </InlineStack>
        )}
      </BlockStack>
    </Section>
  )
}
