import { ChoiceList } from '@shopify/polaris'
import { useState } from 'react'
import { useT } from '../words.tsx'
import { Section, useSaving } from './section.tsx'
import type { SettingsData } from './settings-page.tsx'

const RULES = ['none', 'corporations', 'all'] as const
const BY_HAND = ['counts', 'request'] as const

/** Whose approval takes two members, and what an approval by hand on Shopify's page is then. */
export function SecondSection({ data: { settings, mayChange } }: { data: SettingsData }) {
  const t = useT()
  const saving = useSaving('common.saved')
  const { secondApproval, approvalByHand } = settings
  const [second, setSecond] = useState(secondApproval)
  const [byHand, setByHand] = useState(approvalByHand)
  return (
    <Section
      title={t('second.settings.title')}
      help={t('second.settings.help')}
      saving={saving}
      dirty={second !== secondApproval || byHand !== approvalByHand}
      onSave={mayChange ? () => saving.save({ section: 'second', second, byHand }) : null}
    >
      <ChoiceList
        title={t('second.settings.who')}
        choices={RULES.map((value) => ({
          value,
          label: t(`second.settings.rule.${value}`),
          helpText: t(`second.settings.ruleHelp.${value}`),
        }))}
        selected={[second]}
        onChange={([value]) => setSecond(RULES.find((each) => each === value) ?? second)}
        disabled={!mayChange}
      />
      <ChoiceList
        title={t('second.settings.byHand')}
        choices={BY_HAND.map((value) => ({
          value,
          label: t(`second.settings.byHandChoice.${value}`),
          helpText: t(`second.settings.byHandHelp.${value}`),
        }))}
        selected={[byHand]}
        onChange={([value]) => setByHand(BY_HAND.find((each) => each === value) ?? byHand)}
        disabled={!mayChange}
      />
    </Section>
  )
}
