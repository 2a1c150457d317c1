import { Banner, BlockStack, ChoiceList, Modal, Select, Text, TextField } from '@shopify/polaris'
import { useEffect, useState } from 'react'
import type { Part } from '../../kyc/case.ts'
import { fieldOf, REASON_MAX } from '../../kyc/reason-form.ts'
import type { Reason, ReasonTexts } from '../../kyc/return-reasons.ts'
import { isLanguage, LANGUAGES, type Language } from '../../platform/i18n/languages.ts'
import { RefusalBanner } from '../refusal-banner.tsx'
import { useT, useWords } from '../words.tsx'
import { type Saving, useSaving } from './section.tsx'

interface Props {
  /** Null: a new one. */
  readonly reason: Reason | null
  readonly shopLanguage: Language
  readonly onClose: () => void
}

type Typed = Readonly<Record<Language, ReasonTexts>>

const NOTHING: ReasonTexts = { name: '', text: '', hint: '' }

const typedOf = (reason: Reason | null): Typed =>
  Object.fromEntries(
    LANGUAGES.map((language) => [language, reason && !reason.lacks.includes(language) ? reason.texts[language] : NOTHING]),
  ) as Record<Language, ReasonTexts>

/** The words of a reason, language by language. What is refused stays as it was typed, and the language in which it is wrong is named. */
export function ReasonModal({ reason, shopLanguage, onClose }: Props) {
  const { t, language: own } = useWords()
  const saving = useSaving('common.saved')
  const [language, setLanguage] = useState<Language>(reason ? own : shopLanguage)
  const [parts, setParts] = useState<Part | 'both'>('identity')
  const [typed, setTyped] = useState<Typed>(() => typedOf(reason))
  // biome-ignore lint/correctness/useExhaustiveDependencies: once it is saved
  useEffect(() => {
    if (saving.done) onClose()
  }, [saving.done])
  const save = () => {
    const fields = LANGUAGES.flatMap((each) =>
      (['name', 'text', 'hint'] as const).map((field) => [fieldOf(each, field), typed[each][field]] as const),
    )
    const what = reason ? { act: 'edit', reason: reason.code } : { act: 'add', parts }
    saving.save({ section: 'reasons', ...what, ...Object.fromEntries(fields) })
  }
  const restore = reason?.reworded
    ? [{ content: t('rules.reasons.restore'), onAction: () => saving.save({ section: 'reasons', act: 'restore', reason: reason.code }) }]
    : []
  return (
    <Modal
      open
      onClose={onClose}
      title={reason ? t('rules.reasons.editTitle', { name: reason.texts[own].name }) : t('rules.reasons.addTitle')}
      primaryAction={{ content: t('common.save'), onAction: save, loading: saving.busy }}
      secondaryActions={[...restore, { content: t('common.cancel'), onAction: onClose, disabled: saving.busy }]}
    >
      <Modal.Section>
        <BlockStack gap="400">
          <Faults saving={saving} shown={language} />
          {!reason && <Parts parts={parts} onChange={setParts} />}
          <Select
            label={t('rules.reasons.language')}
            options={LANGUAGES.map((each) => ({
              value: each,
              label: `${t(`settings.languages.${each}`)}${typed[each].name.trim() && typed[each].text.trim() ? ' ✓' : ''}`,
            }))}
            value={language}
            onChange={(value) => isLanguage(value) && setLanguage(value)}
          />
          <Texts
            language={language}
            texts={typed[language]}
            saving={saving}
            onChange={(field, value) => setTyped({ ...typed, [language]: { ...typed[language], [field]: value } })}
          />
          {(!reason || reason.own) && (
            <Text as="p" tone="subdued">
              {t('rules.reasons.lacking')}
            </Text>
          )}
        </BlockStack>
      </Modal.Section>
    </Modal>
  )
}

/** Faults that are not in sight: nothing was written at all, or it is another language that must be looked at. */
function Faults({ saving, shown }: { saving: Saving; shown: Language }) {
  const t = useT()
  const { refusal } = saving
  if (refusal?.code !== 'bad-input') return <RefusalBanner refusal={refusal} />
  const elsewhere = LANGUAGES.filter((each) => each !== shown && Object.keys(refusal.fields).some((field) => field.startsWith(`${each}.`)))
  const said =
    refusal.fields.texts !== undefined
      ? t('rules.reasons.fault.texts')
      : elsewhere.length > 0
        ? t('rules.reasons.fault.elsewhere', { languages: elsewhere.map((each) => t(`settings.languages.${each}`)).join(' · ') })
        : null
  return said && <Banner tone="critical">{<p>{said}</p>}</Banner>
}

function Parts({ parts, onChange }: { parts: Part | 'both'; onChange: (parts: Part | 'both') => void }) {
  const t = useT()
  const values = ['identity', 'corporate', 'both'] as const
  return (
    <ChoiceList
      title={t('rules.reasons.parts')}
      choices={values.map((value) => ({ value, label: value === 'both' ? t('rules.reasons.both') : t(`part.${value}`) }))}
      selected={[parts]}
      onChange={([value]) => onChange(values.find((each) => each === value) ?? parts)}
    />
  )
}

interface TextsProps {
  readonly language: Language
  readonly texts: ReasonTexts
  readonly saving: Saving
  readonly onChange: (field: keyof ReasonTexts, value: string) => void
}

function Texts({ language, texts, saving, onChange }: TextsProps) {
  const t = useT()
  const common = (field: keyof ReasonTexts) => {
    const fault = saving.fault(fieldOf(language, field))
    return {
      value: texts[field],
      onChange: (value: string) => onChange(field, value),
      maxLength: REASON_MAX[field],
      autoComplete: 'off',
      error:
        fault === 'my-number'
          ? t('refusal.my-number')
          : fault === 'required' || fault === 'too-long' || fault === 'taken'
            ? t(`rules.reasons.fault.${fault}`, { max: REASON_MAX[field] })
            : false,
    }
  }
  return (
    <>
      <TextField label={t('rules.reasons.name')} {...common('name')} />
      <TextField label={t('rules.reasons.text')} helpText={t('rules.reasons.textHelp')} multiline={4} {...common('text')} />
      <TextField label={t('rules.reasons.hint')} helpText={t('rules.reasons.hintHelp')} {...common('hint')} />
    </>
  )
}
