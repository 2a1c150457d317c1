import { ChoiceList, Text } from '@shopify/polaris'
import { useState } from 'react'
import { useT } from '../words.tsx'
import { Section, useSaving } from './section.tsx'
import type { SettingsData } from './settings-page.tsx'

const REMOVALS = ['submitted', 'always', 'never'] as const
const ADDITIONS = ['with-removal', 'never'] as const

/** Whether edits of tags on Shopify's own page approve (requirements X1). */
export function ByHandSection({ data: { settings, mayChange } }: { data: SettingsData }) {
  const t = useT()
  const saving = useSaving('common.saved')
  const { approveByTagRemoval, approveByTagAddition } = settings
  const [removal, setRemoval] = useState(approveByTagRemoval)
  const [addition, setAddition] = useState(approveByTagAddition)
  return (
    <Section
      title={t('settings.byHand.title')}
      help={t('settings.byHand.help')}
      saving={saving}
      dirty={removal !== approveByTagRemoval || addition !== approveByTagAddition}
      onSave={mayChange ? () => saving.save({ section: 'by-hand', removal, addition }) : null}
    >
      <ChoiceList
        title={t('settings.byHand.removal')}
        choices={REMOVALS.map((value) => ({
          value,
          label: t(`settings.byHand.removalChoice.${value}`),
          helpText: t(`settings.byHand.removalHelp.${value}`),
        }))}
        selected={[removal]}
        onChange={([value]) => setRemoval(REMOVALS.find((each) => each === value) ?? removal)}
        disabled={!mayChange}
      />
      <ChoiceList
        title={t('settings.byHand.addition')}
        choices={ADDITIONS.map((value) => ({
          value,
          label: t(`settings.byHand.additionChoice.${value}`),
          helpText: t(`settings.byHand.additionHelp.${value}`),
        }))}
        selected={[addition]}
        onChange={([value]) => setAddition(ADDITIONS.find((each) => each === value) ?? addition)}
        disabled={!mayChange}
      />
      <Text as="p" tone="subdued" variant="bodySm">
        {t('settings.byHand.why')}
      </Text>
    </Section>
  )
}
