import { useFetcher } from '@remix-run/react'
import { Banner, BlockStack, Modal, Select, Text, TextField } from '@shopify/polaris'
import { useEffect, useState } from 'react'
import { isMessageKind, MESSAGE_KINDS, type MessageKind } from '../../desk/message-kinds.ts'
import { TEXT_MAX } from '../../kyc/decision-form.ts'
import type { Composed } from '../../messaging/send.server.ts'
import type { Language } from '../../platform/i18n/languages.ts'
import type { Answer } from '../answer.ts'
import { RefusalBanner } from '../refusal-banner.tsx'
import { useToast } from '../toast.ts'
import { useT } from '../words.tsx'

interface Props {
  readonly customer: bigint
  /** What the customer reads. */
  readonly language: Language
  readonly messages: Readonly<Record<MessageKind, string>>
  /** The kind that fits where the case stands. */
  readonly first: MessageKind
  readonly hasAddress: boolean
  readonly onClose: () => void
}

type Said = Answer & { readonly preview?: Composed }

/** A message to the customer out of a template (C20, C21): chosen, edited, looked at as it will arrive, and sent. */
export function ContactModal({ customer, language, messages, first, hasAddress, onClose }: Props) {
  const t = useT()
  const fetcher = useFetcher<Said>()
  const [id] = useState(() => crypto.randomUUID())
  const [kind, setKind] = useState(first)
  const [text, setText] = useState(messages[first])
  const [shown, setShown] = useState<Composed | null>(null)
  const { data } = fetcher
  const sent = data?.ok && data.did === 'message'
  useToast(data, sent ? t('desk.contact.sent') : null)
  // biome-ignore lint/correctness/useExhaustiveDependencies: once per answer
  useEffect(() => {
    if (sent) onClose()
    if (data?.ok && data.preview) setShown(data.preview)
  }, [data])
  const post = (act: 'preview' | 'send') =>
    fetcher.submit({ act, id, kind, text }, { method: 'post', action: `/app/cases/${customer}/contact` })
  const busy = fetcher.state !== 'idle'
  const empty = text.trim() === ''
  const choose = (chosen: string) => {
    if (!isMessageKind(chosen)) return
    setKind(chosen)
    setText(messages[chosen])
    setShown(null)
  }
  return (
    <Modal
      open
      title={t('desk.contact.title')}
      onClose={onClose}
      primaryAction={{ content: t('desk.contact.send'), onAction: () => post('send'), disabled: empty || !hasAddress, loading: busy }}
      secondaryActions={[{ content: t('desk.contact.preview'), onAction: () => post('preview'), disabled: empty || busy }]}
    >
      <Modal.Section>
        <BlockStack gap="400">
          {data && !data.ok && <RefusalBanner refusal={data.refusal} />}
          {!hasAddress && (
            <Banner tone="warning">
              <p>{t('desk.contact.noAddress')}</p>
            </Banner>
          )}
          <Select
            label={t('desk.contact.kind')}
            options={MESSAGE_KINDS.map((each) => ({ value: each, label: t(`desk.contact.${each}`) }))}
            value={kind}
            onChange={choose}
          />
          <TextField
            label={t('desk.contact.text', { language: t(`settings.languages.${language}`) })}
            value={text}
            onChange={(typed) => {
              setText(typed)
              setShown(null)
            }}
            multiline={6}
            maxLength={TEXT_MAX}
            error={empty && kind !== 'free' && t('desk.contact.empty')}
            helpText={t('desk.contact.note')}
            autoComplete="off"
          />
          {shown && <Preview shown={shown} />}
        </BlockStack>
      </Modal.Section>
    </Modal>
  )
}

function Preview({ shown }: { shown: Composed }) {
  const t = useT()
  return (
    <div className="sekisho-quote" role="status">
      <small>
        {t('desk.contact.to')}: {shown.to ?? t('desk.contact.noAddress')}
      </small>
      <Text as="p" fontWeight="semibold">
        {shown.subject}
      </Text>
      {shown.text}
    </div>
  )
}
