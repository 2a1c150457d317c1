import { Badge, BlockStack, Box, Button, Card, Divider, EmptyState, InlineStack, Text } from '@shopify/polaris'
import { Fragment, useState } from 'react'
import type { ComplianceEntry, Holdings, SealedRecord } from '../../accounts/holds.server.ts'
import { RECORD_KINDS } from '../../accounts/retention.ts'
import { Moment } from '../moment.tsx'
import { Screen } from '../screen.tsx'
import { useDates, useT } from '../words.tsx'
import { UnsealModal } from './unseal-modal.tsx'

export interface HoldsData extends Holdings {
  readonly now: Date
}

/** What is sealed because a law holds it, and what came of each request under privacy law. For owners. */
export function HoldsPage({ data: { records, total, requests } }: { data: HoldsData }) {
  const t = useT()
  const [asked, setAsked] = useState<SealedRecord | null>(null)
  return (
    <Screen title={t('holds.title')}>
      <BlockStack gap="400">
        <Box paddingInline={{ xs: '400', sm: '0' }}>
          <Text as="p" tone="subdued">
            {t('holds.intro')}
          </Text>
        </Box>
        <Card padding="0">
          {records.length === 0 && (
            <EmptyState image="" heading={t('holds.none')}>
              <p>{t('holds.noneText')}</p>
            </EmptyState>
          )}
          {records.map((record, index) => (
            <Fragment key={record.id}>
              {index > 0 && <Divider />}
              <Sealed record={record} onOpen={() => setAsked(record)} />
            </Fragment>
          ))}
          {total > records.length && (
            <Box padding="400">
              <Text as="p" tone="subdued">
                {t('holds.more', { shown: records.length, count: total })}
              </Text>
            </Box>
          )}
        </Card>
        <Requests requests={requests} />
      </BlockStack>
      <UnsealModal key={asked?.id ?? ''} record={asked} onClose={() => setAsked(null)} />
    </Screen>
  )
}

function Sealed({ record, onOpen }: { record: SealedRecord; onOpen: () => void }) {
  const t = useT()
  const dates = useDates()
  return (
    <Box padding="400">
      <InlineStack align="space-between" blockAlign="center" gap="300" wrap={false}>
        <BlockStack gap="050">
          <InlineStack align="start" gap="200" blockAlign="center">
            <Text as="h3" variant="headingSm">
              {t(`holds.kind.${record.kind}`)}
            </Text>
            {record.byDefault && <Badge tone="attention">{t('holds.byDefault')}</Badge>}
          </InlineStack>
          <Text as="p" tone="subdued" variant="bodySm">
            {t('common.person', { id: record.customer.toString() })}
          </Text>
          <Text as="p" variant="bodySm">
            <span suppressHydrationWarning>
              {t('holds.until', { law: t(`holds.law.${record.law}`), years: record.years, date: dates.date(lastDay(record.until)) })}
            </span>
          </Text>
        </BlockStack>
        <Button onClick={onOpen} accessibilityLabel={`${t('holds.unseal')}: ${t(`holds.kind.${record.kind}`)} ${record.customer}`}>
          {t('holds.unseal')}
        </Button>
      </InlineStack>
    </Box>
  )
}

/** Requests under privacy law, newest first. */
export function Requests({ requests }: { requests: readonly ComplianceEntry[] }) {
  const t = useT()
  return (
    <Card>
      <BlockStack gap="300">
        <Text as="h2" variant="headingMd">
          {t('holds.requests')}
        </Text>
        {requests.length === 0 && <Text as="p">{t('holds.requestsNone')}</Text>}
        {requests.map((request, index) => (
          <Fragment key={request.id.toString()}>
            {index > 0 && <Divider />}
            <BlockStack gap="050">
              <Text as="h3" variant="headingSm">
                {topicWords(t, request.topic)}
              </Text>
              <Text as="p" tone="subdued" variant="bodySm">
                {request.customer !== null && `${t('common.person', { id: request.customer.toString() })} · `}
                <Moment at={request.at} />
              </Text>
              <Outcome outcome={request.outcome} />
            </BlockStack>
          </Fragment>
        ))}
      </BlockStack>
    </Card>
  )
}

/** A hold ends with the end of a day: the moment itself belongs to the next one. */
const lastDay = (until: Date): Date => new Date(until.getTime() - 1)

const TOPICS = ['customers/data_request', 'customers/redact', 'shop/redact'] as const

function topicWords(t: ReturnType<typeof useT>, topic: string): string {
  const known = TOPICS.find((each) => each === topic)
  return known ? t(`holds.topic.${known}`) : topic
}

/** Both what went and what stays, why and until when. */
function Outcome({ outcome }: Pick<ComplianceEntry, 'outcome'>) {
  const t = useT()
  const dates = useDates()
  if (!outcome) return null
  const erased = RECORD_KINDS.filter((kind) => outcome.erased[kind] > 0).map((kind) =>
    t('holds.count', { kind: t(`holds.kind.${kind}`), count: outcome.erased[kind] }),
  )
  const held = outcome.held.map(({ kind, law, until, count }) =>
    t('holds.heldCount', {
      kind: t(`holds.kind.${kind}`),
      count,
      law: t(`holds.law.${law}`),
      date: dates.date(lastDay(new Date(until))),
    }),
  )
  return (
    <Text as="p" variant="bodySm">
      <span suppressHydrationWarning>
        {t('holds.erased', { what: erased.length > 0 ? erased.join(' · ') : t('holds.everything') })}
        <br />
        {t('holds.held', { what: held.length > 0 ? held.join(' · ') : t('holds.nothing') })}
      </span>
    </Text>
  )
}
