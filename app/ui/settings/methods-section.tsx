import { BlockStack, ChoiceList, InlineError, Select, Text } from '@shopify/polaris'
import { useState } from 'react'
import type { Method, MethodParty } from '../../methods/methods.ts'
import { useDates, useT } from '../words.tsx'
import { Section, useSaving } from './section.tsx'
import type { SettingsData } from './settings-page.tsx'

const PARTIES: readonly MethodParty[] = ['individual', 'corporation']
const AGES = ['18', '20'] as const

/** By which legal methods the store identifies whom, with the source of each and the day on which it ends (table C 3); and the age that the check looks for. */
export function MethodsSection({ data: { settings, methods, mayChange } }: { data: SettingsData }) {
  const t = useT()
  const dates = useDates()
  const saving = useSaving('common.saved')
  const [chosen, setChosen] = useState(settings.methods)
  const [ageMin, setAgeMin] = useState(String(settings.ageMin))
  const none = PARTIES.some((party) => chosen[party].length === 0)
  const dirty = ageMin !== String(settings.ageMin) || PARTIES.some((party) => chosen[party].join() !== settings.methods[party].join())
  const fields = () => {
    const marks = PARTIES.flatMap((party) => chosen[party].map((id) => [`${party}.${id}`, 'on']))
    return { section: 'methods', ageMin, ...Object.fromEntries(marks) }
  }
  return (
    <Section
      title={t('checks.settings.title')}
      help={t('checks.settings.help')}
      saving={saving}
      dirty={dirty && !none}
      onSave={mayChange ? () => saving.save(fields()) : null}
    >
      {PARTIES.map((party) => (
        <ChoiceList
          key={party}
          allowMultiple
          title={t(`checks.settings.${party}`)}
          choices={methods.list.filter((method) => method.parties.includes(party)).map((method) => choiceOf(method))}
          selected={[...chosen[party]]}
          onChange={(ids) => setChosen({ ...chosen, [party]: methods.list.filter(({ id }) => ids.includes(id)).map(({ id }) => id) })}
          disabled={!mayChange}
        />
      ))}
      {none && <InlineError message={t('checks.settings.none')} fieldID="methods" />}
      <Select
        label={t('checks.settings.ageMin')}
        helpText={t('checks.settings.ageMinHelp')}
        options={AGES.map((value) => ({ value, label: t('checks.settings.years', { count: value }) }))}
        value={ageMin}
        onChange={setAgeMin}
        disabled={!mayChange}
      />
      <Text as="p" tone="subdued" variant="bodySm">
        {t('checks.settings.version', { date: dates.day(methods.version) })}
      </Text>
    </Section>
  )

  function choiceOf({ id, law, legs, source, validTo }: Method) {
    const ends = validTo && t(validTo < methods.today ? 'checks.ended' : 'checks.ends', { date: dates.day(validTo) })
    return {
      value: id,
      label: legs.map((leg) => t(`checks.leg.${leg}`)).join(' ＋ '),
      helpText: (
        <BlockStack>
          <span>{law === 'house' ? t('checks.law.house') : source}</span>
          {ends && (
            <Text as="span" tone="caution">
              {ends}
            </Text>
          )}
        </BlockStack>
      ),
    }
  }
}
