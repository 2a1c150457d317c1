import { BlockStack, Modal, Text } from '@shopify/polaris'
import { useEffect, useState } from 'react'
import type { Language } from '../../platform/i18n/languages.ts'
import { MessageField, NoteField } from '../case/text-fields.tsx'
import { useT } from '../words.tsx'

interface PayoutModalProps {
  readonly asked: 'accept-holder' | 'reject' | null
  readonly language: Language
  readonly busy: boolean
  readonly onSend: (fields: Readonly<Record<string, string>>) => void
  readonly onClose: () => void
}

/** Asks for the reason: a note among staff when a name is taken, words to the customer when an account is rejected. */
export function PayoutModal({ asked, language, busy, onSend, onClose }: PayoutModalProps) {
  const t = useT()
  const [text, setText] = useState('')
  // biome-ignore lint/correctness/useExhaustiveDependencies: every question begins empty
  useEffect(() => setText(''), [asked])
  if (!asked) return null
  const rejects = asked === 'reject'
  return (
    <Modal
      open
      onClose={onClose}
      title={t(rejects ? 'payout.rejectTitle' : 'payout.acceptTitle')}
      primaryAction={{
        content: t(rejects ? 'payout.reject' : 'payout.accept'),
        destructive: rejects,
        loading: busy,
        disabled: text.trim() === '',
        onAction: () => onSend({ type: asked, [rejects ? 'publicText' : 'privateNote']: text }),
      }}
      secondaryActions={[{ content: t('common.cancel'), onAction: onClose, disabled: busy }]}
    >
      <Modal.Section>
        <BlockStack gap="400">
          <Text as="p">{t(rejects ? 'payout.rejectText' : 'payout.acceptText')}</Text>
          {rejects ? (
            <MessageField value={text} onChange={setText} language={language} required />
          ) : (
            <NoteField value={text} onChange={setText} />
          )}
        </BlockStack>
      </Modal.Section>
    </Modal>
  )
}
