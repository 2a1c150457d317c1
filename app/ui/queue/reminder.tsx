import { useFetcher } from '@remix-run/react'
import { BlockStack, Box, Button, InlineStack, Modal, Text } from '@shopify/polaris'
import { useEffect, useState } from 'react'
import type { ReminderPreview } from '../../desk/reminders.server.ts'
import type { Answer } from '../answer.ts'
import { RefusalBanner } from '../refusal-banner.tsx'
import { useToast } from '../toast.ts'
import { useT } from '../words.tsx'

/** The way to a reminder for those who never submitted (A04): counted first, then sent. */
export function Reminder() {
  const t = useT()
  const [open, setOpen] = useState(false)
  return (
    <Box padding="300" borderBlockEndWidth="025" borderColor="border">
      <InlineStack align="space-between" blockAlign="center" gap="200">
        <Text as="p" tone="subdued">
          {t('desk.reminder.ask')}
        </Text>
        <Button onClick={() => setOpen(true)}>{t('desk.reminder.open')}</Button>
      </InlineStack>
      {open && <ReminderModal onClose={() => setOpen(false)} />}
    </Box>
  )
}

function ReminderModal({ onClose }: { onClose: () => void }) {
  const t = useT()
  const counted = useFetcher<ReminderPreview>()
  const sending = useFetcher<Answer>()
  const preview = counted.data
  const said = sending.data
  useToast(said, said?.ok ? t('desk.reminder.started') : null)
  // biome-ignore lint/correctness/useExhaustiveDependencies: counted once, when it is opened
  useEffect(() => {
    counted.load('/app/reminder')
  }, [])
  // biome-ignore lint/correctness/useExhaustiveDependencies: once per answer
  useEffect(() => {
    if (said?.ok) onClose()
  }, [said])
  const send = () => preview && sending.submit({ id: preview.id }, { method: 'post', action: '/app/reminder' })
  const idle = !preview || preview.count === 0 || preview.running
  return (
    <Modal
      open
      title={t('desk.reminder.title')}
      onClose={onClose}
      primaryAction={{ content: t('desk.reminder.send'), onAction: send, disabled: idle, loading: sending.state !== 'idle' }}
      secondaryActions={[{ content: t('common.cancel'), onAction: onClose }]}
    >
      <Modal.Section>
        <BlockStack gap="300">
          {said && !said.ok && <RefusalBanner refusal={said.refusal} />}
          <Text as="p" variant="headingMd">
            {!preview
              ? t('desk.reminder.counting')
              : preview.running
                ? t('desk.reminder.running')
                : preview.count === 0
                  ? t('desk.reminder.none')
                  : t('desk.reminder.count', { count: preview.count })}
          </Text>
          {preview?.more && <Text as="p">{t('desk.reminder.more')}</Text>}
          {preview && (
            <Text as="p" tone="subdued">
              {t('desk.reminder.rules', { after: preview.afterDays, every: preview.everyDays })}
            </Text>
          )}
        </BlockStack>
      </Modal.Section>
    </Modal>
  )
}
