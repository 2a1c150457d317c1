import { useFetcher } from '@remix-run/react'
import { Badge, BlockStack, Button, Card, InlineStack, Text, TextField } from '@shopify/polaris'
import { useState } from 'react'
import type { Answer } from '../answer.ts'
import type { CaseData } from '../case/case-page.tsx'
import { RefusalBanner } from '../refusal-banner.tsx'
import { useToast } from '../toast.ts'
import { useDates, useT } from '../words.tsx'

/** Whether staff watch the customer, why, since when and until when (C24). */
export function WatchCard({ data }: { data: CaseData }) {
  const t = useT()
  const [open, setOpen] = useState(false)
  const fetcher = useFetcher<Answer>()
  const said = fetcher.data
  useToast(said, said?.ok ? t(said.did === 'watch' ? 'desk.watch.started' : 'desk.watch.ended') : null)
  if (!data.desk.messages) return null
  const { watch, watchTag } = data.desk
  const post = (fields: Record<string, string>) => fetcher.submit(fields, { method: 'post', action: `/app/cases/${data.customer}/watch` })
  return (
    <Card>
      <BlockStack gap="300">
        <InlineStack align="space-between" blockAlign="center">
          <Text as="h2" variant="headingMd">
            {t('desk.watch.title')}
          </Text>
          {watch && <Badge tone="warning">{t('desk.watch.on')}</Badge>}
        </InlineStack>
        {said && !said.ok && <RefusalBanner refusal={said.refusal} />}
        {watch ? (
          <Watched data={data} busy={fetcher.state !== 'idle'} onEnd={() => post({ act: 'unwatch' })} />
        ) : open ? (
          <WatchForm
            tag={watchTag}
            busy={fetcher.state !== 'idle'}
            onSend={(fields) => {
              post({ act: 'watch', ...fields })
              setOpen(false)
            }}
            onCancel={() => setOpen(false)}
          />
        ) : (
          <InlineStack>
            <Button variant="plain" onClick={() => setOpen(true)}>
              {t('desk.watch.start')}
            </Button>
          </InlineStack>
        )}
      </BlockStack>
    </Card>
  )
}

function Watched({ data, busy, onEnd }: { data: CaseData; busy: boolean; onEnd: () => void }) {
  const t = useT()
  const dates = useDates()
  const { watch } = data.desk
  if (!watch) return null
  const name = data.staffNames[watch.by.toString()] ?? watch.by.toString()
  return (
    <>
      <Text as="p">{watch.reason}</Text>
      <Text as="p" tone="subdued" variant="bodySm">
        {t('desk.watch.since', { date: dates.date(watch.since), name })} ·{' '}
        {watch.until ? t('desk.watch.until', { date: dates.date(watch.until) }) : t('desk.watch.forever')}
      </Text>
      <InlineStack>
        <Button variant="plain" onClick={onEnd} loading={busy}>
          {t('desk.watch.end')}
        </Button>
      </InlineStack>
    </>
  )
}

interface FormProps {
  readonly tag: string
  readonly busy: boolean
  readonly onSend: (fields: { reason: string; days: string }) => void
  readonly onCancel: () => void
}

function WatchForm({ tag, busy, onSend, onCancel }: FormProps) {
  const t = useT()
  const [reason, setReason] = useState('')
  const [days, setDays] = useState('90')
  return (
    <BlockStack gap="300">
      <TextField
        label={t('desk.watch.reason')}
        helpText={t('desk.watch.reasonHelp')}
        value={reason}
        onChange={setReason}
        multiline={2}
        maxLength={500}
        autoComplete="off"
      />
      <TextField label={t('desk.watch.days')} value={days} onChange={setDays} inputMode="numeric" maxLength={4} autoComplete="off" />
      <Text as="p" tone="subdued" variant="bodySm">
        {t('desk.watch.effect', { tag })}
      </Text>
      <InlineStack gap="200" align="end">
        <Button onClick={onCancel}>{t('common.cancel')}</Button>
        <Button variant="primary" disabled={reason.trim() === ''} loading={busy} onClick={() => onSend({ reason, days })}>
          {t('desk.watch.start')}
        </Button>
      </InlineStack>
    </BlockStack>
  )
}
