import { Badge, BlockStack, Button, ButtonGroup, InlineStack, Text } from '@shopify/polaris'
import { ChevronDownIcon, ChevronUpIcon } from '@shopify/polaris-icons'
import { useState } from 'react'
import type { Part } from '../../kyc/case.ts'
import { allOfPart, LAST_REASON, type Reason } from '../../kyc/return-reasons.ts'
import { useT, useWords } from '../words.tsx'
import { ReasonModal } from './reason-modal.tsx'
import { type Saving, Section, useSaving } from './section.tsx'
import type { SettingsData } from './settings-page.tsx'

const PARTS: readonly Part[] = ['identity', 'corporate']

/** Why papers are returned (C19, C21): a list for each kind of papers, in the order in which they are offered. What is done here is saved at once. */
export function ReasonsSection({ data }: { data: SettingsData }) {
  const t = useT()
  const saving = useSaving('common.saved')
  // Null: nothing is open; 'new': a new one.
  const [open, setOpen] = useState<Reason | 'new' | null>(null)
  return (
    <Section title={t('rules.reasons.title')} help={t('rules.reasons.help')} saving={saving} dirty={false} onSave={null}>
      {PARTS.map((part) => (
        <ReasonsOf key={part} part={part} data={data} saving={saving} onEdit={setOpen} />
      ))}
      {data.mayChange && (
        <InlineStack align="end">
          <Button onClick={() => setOpen('new')}>{t('rules.reasons.add')}</Button>
        </InlineStack>
      )}
      {open && <ReasonModal reason={open === 'new' ? null : open} shopLanguage={data.settings.language} onClose={() => setOpen(null)} />}
    </Section>
  )
}

interface ListProps {
  readonly part: Part
  readonly data: SettingsData
  readonly saving: Saving
  readonly onEdit: (reason: Reason) => void
}

function ReasonsOf({ part, data, saving, onEdit }: ListProps) {
  const t = useT()
  const all = allOfPart(data.reasons, part)
  const offered = all.filter(({ hidden }) => !hidden)
  const movable = offered.filter(({ code }) => code !== LAST_REASON)
  return (
    <BlockStack gap="200">
      <Text as="h3" variant="headingSm">
        {t(`part.${part}`)}
      </Text>
      <ol className="sekisho-reason-rows">
        {[...offered, ...all.filter(({ hidden }) => hidden)].map((reason) => (
          <li key={reason.code} data-hidden={reason.hidden || undefined}>
            <Named reason={reason} number={offered.indexOf(reason) + 1} />
            {data.mayChange && (
              <InlineStack gap="200" blockAlign="center" wrap={false}>
                {movable.includes(reason) && (
                  <Move reason={reason} part={part} at={movable.indexOf(reason)} of={movable.length} saving={saving} />
                )}
                <Edit reason={reason} onEdit={onEdit} />
                {reason.code !== LAST_REASON && <OnOff reason={reason} saving={saving} />}
              </InlineStack>
            )}
          </li>
        ))}
      </ol>
    </BlockStack>
  )
}

function Named({ reason, number }: { reason: Reason; number: number }) {
  const { t, language } = useWords()
  const { hidden, own, reworded, lacks, code } = reason
  return (
    <div>
      <InlineStack gap="200" blockAlign="center">
        <Text as="span" tone={hidden ? 'subdued' : 'base'} fontWeight="medium">
          {number > 0 ? `${number}. ` : ''}
          {reason.texts[language].name}
        </Text>
        {hidden && <Badge>{t('rules.reasons.unused')}</Badge>}
        {own && <Badge tone="info">{t('rules.reasons.own')}</Badge>}
        {reworded && <Badge tone="info">{t('rules.reasons.reworded')}</Badge>}
        {code === LAST_REASON && <Badge>{t('rules.reasons.alwaysLast')}</Badge>}
      </InlineStack>
      {lacks.length > 0 && (
        <Text as="p" tone="caution" variant="bodySm">
          {t('rules.reasons.lacks', { languages: lacks.map((each) => t(`settings.languages.${each}`)).join(' · ') })}
        </Text>
      )}
    </div>
  )
}

interface MoveProps extends Pick<ListProps, 'part' | 'saving'> {
  readonly reason: Reason
  readonly at: number
  readonly of: number
}

function Move({ reason, part, at, of, saving }: MoveProps) {
  const { t, language } = useWords()
  const { name } = reason.texts[language]
  const move = (to: 'up' | 'down') => saving.save({ section: 'reasons', act: 'move', reason: reason.code, part, to })
  return (
    <ButtonGroup variant="segmented">
      <Button
        icon={ChevronUpIcon}
        accessibilityLabel={t('rules.reasons.up', { name })}
        onClick={() => move('up')}
        disabled={at === 0 || saving.busy}
      />
      <Button
        icon={ChevronDownIcon}
        accessibilityLabel={t('rules.reasons.down', { name })}
        onClick={() => move('down')}
        disabled={at === of - 1 || saving.busy}
      />
    </ButtonGroup>
  )
}

function Edit({ reason, onEdit }: { reason: Reason; onEdit: ListProps['onEdit'] }) {
  const { t, language } = useWords()
  return (
    <Button
      variant="tertiary"
      onClick={() => onEdit(reason)}
      accessibilityLabel={t('rules.reasons.editNamed', { name: reason.texts[language].name })}
    >
      {t('rules.reasons.edit')}
    </Button>
  )
}

function OnOff({ reason, saving }: { reason: Reason; saving: Saving }) {
  const { t, language } = useWords()
  const act = reason.hidden ? 'show' : 'hide'
  return (
    <Button
      variant="tertiary"
      onClick={() => saving.save({ section: 'reasons', act, reason: reason.code })}
      disabled={saving.busy}
      accessibilityLabel={`${t(`rules.reasons.${act}`)}: ${reason.texts[language].name}`}
    >
      {t(`rules.reasons.${act}`)}
    </Button>
  )
}
