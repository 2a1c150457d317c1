import { Banner, BlockStack, Button, ChoiceList, Form, FormLayout, InlineStack, Select, Text, TextField } from '@shopify/polaris'
import { useEffect, useState } from 'react'
import type { PartPanel } from '../../../checks/panel.server.ts'
import { fieldsOf, kindsOf, type Reading, type ReadingField, readReading } from '../../../checks/reading.ts'
import { RefusalBanner } from '../../refusal-banner.tsx'
import { useT } from '../../words.tsx'
import { faultWords } from './fault-words.ts'
import { useRecord } from './use-record.ts'

interface Props {
  readonly of: PartPanel
  readonly customer: bigint
  /** What stands in the form, as far as it can be read; null while something in it cannot. */
  readonly onType: (reading: Reading | null) => void
  readonly onClose: () => void
}

type Draft = Partial<Readonly<Record<ReadingField, string>>>

const DATES: readonly ReadingField[] = ['issuedOn', 'expiresOn', 'birthDate']

/** "What the paper says": the kind of paper decides the fields. What looks like a My Number is refused at once and goes nowhere. */
export function ReadingForm({ of: { part, kind: first, read }, customer, onType, onClose }: Props) {
  const t = useT()
  const [kind, setKind] = useState(first)
  const [draft, setDraft] = useState<Draft>(read?.reading ?? {})
  const [tried, setTried] = useState(false)
  const recording = useRecord(customer, 'checks.saved', onClose)
  const fields = fieldsOf(part, kind)
  const now = readReading(part, kind, (field) => draft[field])
  const faults = now.ok ? {} : now.refusal.code === 'bad-input' ? now.refusal.fields : {}
  // biome-ignore lint/correctness/useExhaustiveDependencies: the reading follows from kind and draft
  useEffect(() => onType(now.ok ? now.value : null), [kind, draft])
  const save = () => {
    setTried(true)
    if (now.ok) recording.send({ act: 'read', part, ...filled(now.value) })
  }
  const faultOf = (field: ReadingField) => (tried || faults[field] === 'my-number' ? faults[field] : undefined)
  const type = (field: ReadingField) => (value: string) => setDraft((before) => ({ ...before, [field]: value }))
  return (
    <Form onSubmit={save}>
      <BlockStack gap="300">
        <Text as="p" tone="subdued" variant="bodySm">
          {t('checks.readHelp')}
        </Text>
        {kind === 'my-number-card' && (
          <Banner tone="warning">
            <p>{t('checks.front')}</p>
          </Banner>
        )}
        <FormLayout>
          <Select
            label={t('checks.kind')}
            options={kindsOf(part).map((value) => ({ value, label: t(`kind.${value}`) }))}
            value={kind}
            onChange={(value) => setKind(kindsOf(part).find((each) => each === value) ?? kind)}
          />
          {fields.map((field, index) =>
            field === 'addressSeen' ? (
              <AddressSeen key={field} value={draft.addressSeen ?? ''} onChange={type('addressSeen')} />
            ) : (
              <TextField
                key={field}
                label={t(`checks.field.${field}`)}
                value={draft[field] ?? ''}
                onChange={type(field)}
                autoComplete="off"
                autoFocus={index === 0}
                {...(field === 'mrz' ? { multiline: 3, monospaced: true, spellCheck: false } : {})}
                {...(field === fields.find((each) => DATES.includes(each)) ? { helpText: t('checks.dateHelp') } : {})}
                {...faultWords(t, faultOf(field))}
              />
            ),
          )}
        </FormLayout>
        <RefusalBanner refusal={recording.refusal} />
        <InlineStack gap="200">
          <Button submit variant="primary" loading={recording.busy}>
            {t('checks.save')}
          </Button>
          <Button onClick={onClose}>{t('checks.close')}</Button>
        </InlineStack>
      </BlockStack>
    </Form>
  )
}

/** Whether the reviewer saw the address that was entered. */
function AddressSeen({ value, onChange }: { value: string; onChange: (value: string) => void }) {
  const t = useT()
  return (
    <ChoiceList
      title={t('checks.field.addressSeen')}
      choices={[
        { value: '', label: t('checks.address.unseen') },
        { value: 'right', label: t('checks.address.right') },
        { value: 'wrong', label: t('checks.address.wrong') },
      ]}
      selected={[value]}
      onChange={([chosen]) => onChange(chosen ?? '')}
    />
  )
}

const filled = (reading: Reading): Record<string, string> => Object.fromEntries(Object.entries(reading))
