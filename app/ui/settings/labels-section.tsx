import { Banner, BlockStack, Button, ButtonGroup, Modal, Text, TextField } from '@shopify/polaris'
import { useEffect, useState } from 'react'
import type { LabelKey } from '../../kyc/case.ts'
import { LABEL_KEYS, type Wording, type WordingFault, wordingFaults } from '../../kyc/tags.ts'
import { LANGUAGES } from '../../platform/i18n/languages.ts'
import { useT } from '../words.tsx'
import { Section, useSaving } from './section.tsx'
import type { SettingsData } from './settings-page.tsx'

/** The wording of the labels. A change is shown with what it rewrites before it is saved. */
export function LabelsSection({ data }: { data: SettingsData }) {
  const t = useT()
  const saving = useSaving('settings.labels.started')
  const { wording: saved, presets, rewording, mayChange } = data
  const [wording, setWording] = useState<Wording>(saved)
  const [previewing, setPreviewing] = useState(false)
  // biome-ignore lint/correctness/useExhaustiveDependencies: an answer closes the preview, whatever it says
  useEffect(() => setPreviewing(false), [saving.busy])
  const changed = LABEL_KEYS.filter((key) => wording[key].trim() !== saved[key])
  const faults = wordingFaults(wording, saved)
  const open = mayChange && !rewording
  const save = () => saving.save({ section: 'labels', ...wording })
  return (
    <Section
      title={t('settings.labels.title')}
      help={t('settings.labels.help')}
      saving={saving}
      dirty={changed.length > 0 && faults.length === 0}
      onSave={open ? () => setPreviewing(true) : null}
    >
      {rewording && (
        <Banner tone="info">
          <p>{t('settings.labels.running')}</p>
        </Banner>
      )}
      {LABEL_KEYS.map((key) => (
        <LabelField
          key={key}
          label={key}
          value={wording[key]}
          count={data.labelCounts[key]}
          fault={changed.length > 0 ? (faults.find((each) => each.label === key) ?? null) : null}
          disabled={!open}
          onChange={(value) => setWording({ ...wording, [key]: value })}
        />
      ))}
      {open && <Presets onChoose={(language) => setWording(presets[language])} />}
      <Preview
        open={previewing}
        changed={changed}
        from={saved}
        to={wording}
        counts={data.labelCounts}
        busy={saving.busy}
        onSave={save}
        onClose={() => setPreviewing(false)}
      />
    </Section>
  )
}

interface FieldProps {
  readonly label: LabelKey
  readonly value: string
  readonly count: number
  readonly fault: WordingFault | null
  readonly disabled: boolean
  readonly onChange: (value: string) => void
}

function LabelField({ label, value, count, fault, disabled, onChange }: FieldProps) {
  const t = useT()
  const said =
    fault?.code === 'same-as'
      ? t('settings.labels.fault.same-as', { other: t(`settings.labels.key.${fault.other}`) })
      : fault && t(`settings.labels.fault.${fault.code}`)
  return (
    <TextField
      label={t(`settings.labels.key.${label}`)}
      value={value}
      onChange={onChange}
      disabled={disabled}
      suffix={t('settings.labels.affected', { count })}
      error={said ?? false}
      autoComplete="off"
    />
  )
}

function Presets({ onChoose }: { onChoose: (language: SettingsData['settings']['language']) => void }) {
  const t = useT()
  return (
    <BlockStack gap="150">
      <Text as="p">{t('settings.labels.preset')}</Text>
      <ButtonGroup>
        {LANGUAGES.map((language) => (
          <Button key={language} size="slim" onClick={() => onChoose(language)}>
            {t(`settings.languages.${language}`)}
          </Button>
        ))}
      </ButtonGroup>
    </BlockStack>
  )
}

interface PreviewProps {
  readonly open: boolean
  readonly changed: readonly LabelKey[]
  readonly from: Wording
  readonly to: Wording
  readonly counts: Readonly<Record<LabelKey, number>>
  readonly busy: boolean
  readonly onSave: () => void
  readonly onClose: () => void
}

function Preview({ open, changed, from, to, counts, busy, onSave, onClose }: PreviewProps) {
  const t = useT()
  if (!open) return null
  const total = changed.reduce((sum, key) => sum + counts[key], 0)
  return (
    <Modal
      open
      onClose={onClose}
      title={t('settings.labels.previewTitle')}
      primaryAction={{ content: t('settings.labels.previewAction'), onAction: onSave, loading: busy }}
      secondaryActions={[{ content: t('common.cancel'), onAction: onClose, disabled: busy }]}
    >
      <Modal.Section>
        <BlockStack gap="300">
          <Text as="p">{t('settings.labels.previewText')}</Text>
          <ul className="sekisho-rewording">
            {changed.map((key) => (
              <li key={key}>
                <del>{from[key]}</del> → <ins>{to[key].trim()}</ins>
                <span>{t('settings.labels.affected', { count: counts[key] })}</span>
              </li>
            ))}
          </ul>
          <Text as="p" fontWeight="semibold">
            {t('settings.labels.writes', { count: total })}
          </Text>
          <Text as="p" tone="subdued">
            {t('settings.labels.outside')}
          </Text>
        </BlockStack>
      </Modal.Section>
    </Modal>
  )
}
