import { BlockStack, Modal, Text } from '@shopify/polaris'
import { useEffect, useState } from 'react'
import type { Language } from '../../platform/i18n/languages.ts'
import { useT } from '../words.tsx'
import type { Fields } from './decisions.tsx'
import { MessageField, NoteField } from './text-fields.tsx'

/** Decisions that are asked about first, with their consequence. */
export type Confirmed = 'refuse' | 'reopen' | 'revoke' | 'freeze' | 'thaw'

interface Props {
  readonly asked: Confirmed | null
  /** What the customer reads. */
  readonly language: Language
  readonly busy: boolean
  readonly onSend: (fields: Fields) => void
  readonly onClose: () => void
}

/** Asks once more, says what will happen, and takes the words that go with it. */
export function ConfirmModal({ asked, language, busy, onSend, onClose }: Props) {
  const t = useT()
  const [publicText, setPublicText] = useState('')
  const [privateNote, setPrivateNote] = useState('')
  // biome-ignore lint/correctness/useExhaustiveDependencies: every question begins empty
  useEffect(() => {
    setPublicText('')
    setPrivateNote('')
  }, [asked])
  if (!asked) return null
  const told = asked === 'refuse' || asked === 'revoke'
  const noted = told || asked === 'freeze'
  return (
    <Modal
      open
      onClose={onClose}
      title={t(`decision.ask.${asked}`)}
      primaryAction={{
        content: t(`decision.${asked}`),
        destructive: asked !== 'reopen' && asked !== 'thaw',
        loading: busy,
        onAction: () => onSend({ type: asked, publicText, privateNote }),
      }}
      secondaryActions={[{ content: t('common.cancel'), onAction: onClose, disabled: busy }]}
    >
      <Modal.Section>
        <BlockStack gap="400">
          <Text as="p">{t(`decision.effect.${asked}`)}</Text>
          {told && <MessageField value={publicText} onChange={setPublicText} language={language} />}
          {noted && <NoteField value={privateNote} onChange={setPrivateNote} />}
        </BlockStack>
      </Modal.Section>
    </Modal>
  )
}
