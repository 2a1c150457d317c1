import { BlockStack, Modal, Select, Text } from '@shopify/polaris'
import { useEffect, useState } from 'react'
import type { Part } from '../../kyc/case.ts'
import { isReasonOf, RETURN_REASONS, type ReturnReason } from '../../kyc/return-reasons.ts'
import type { Language } from '../../platform/i18n/languages.ts'
import { useT } from '../words.tsx'
import type { CaseData } from './case-page.tsx'
import type { Fields } from './decisions.tsx'
import { MessageField, NoteField } from './text-fields.tsx'

interface Props {
  readonly data: CaseData
  /** Null: closed. */
  readonly part: Part | null
  /** What the customer reads. */
  readonly language: Language
  readonly busy: boolean
  readonly onSend: (fields: Fields) => void
  readonly onClose: () => void
}

/** Returns papers with a reason (C19): the reason brings a text in the customer's language, which can be edited before it is sent. */
export function ReturnModal({ data, part, language, busy, onSend, onClose }: Props) {
  const t = useT()
  const [reason, setReason] = useState<ReturnReason>('blurred')
  const [publicText, setPublicText] = useState('')
  const [privateNote, setPrivateNote] = useState('')
  const [empty, setEmpty] = useState(false)
  const write = (text: string) => {
    setPublicText(text)
    setEmpty(false)
  }
  const choose = (chosen: ReturnReason) => {
    setReason(chosen)
    write(data.reasons[language][chosen].text)
  }
  // biome-ignore lint/correctness/useExhaustiveDependencies: every question begins with the first reason, in the language that is known by then
  useEffect(() => {
    choose('blurred')
    setPrivateNote('')
  }, [part, language])
  if (!part) return null
  const send = () => (publicText.trim() === '' ? setEmpty(true) : onSend({ type: 'return', part, reason, publicText, privateNote }))
  return (
    <Modal
      open
      onClose={onClose}
      title={t('decision.ask.return', { part: t(`part.${part}`) })}
      primaryAction={{ content: t('decision.return'), destructive: true, loading: busy, onAction: send }}
      secondaryActions={[{ content: t('common.cancel'), onAction: onClose, disabled: busy }]}
    >
      <Modal.Section>
        <BlockStack gap="400">
          <Text as="p">{t(data.row.case.verified ? 'decision.effect.returnVerified' : 'decision.effect.return')}</Text>
          <Select
            label={t('decision.reason')}
            options={RETURN_REASONS[part].map((each) => ({ value: each, label: t(`reason.${each}.name`) }))}
            value={reason}
            onChange={(value) => isReasonOf(part, value) && choose(value)}
          />
          <MessageField value={publicText} onChange={write} language={language} missing={empty} required />
          <NoteField value={privateNote} onChange={setPrivateNote} />
        </BlockStack>
      </Modal.Section>
    </Modal>
  )
}
