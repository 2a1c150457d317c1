import { useNavigate } from '@remix-run/react'
import { Badge, BlockStack, Box, IndexTable, InlineStack, Link, Pagination, Text, useBreakpoints } from '@shopify/polaris'
import { type Case, partsOf } from '../../kyc/case.ts'
import { isFiltered } from '../../kyc/filters.ts'
import type { QueueRow } from '../../kyc/queue.server.ts'
import type { QueueScreen } from '../../kyc/queue-screen.server.ts'
import { serviceOf } from '../../kyc/service-level.ts'
import { CaseBadges } from '../case/badges.tsx'
import { CustomerName } from '../case/name.tsx'
import { Ago } from '../moment.tsx'
import { Nothing } from '../nothing.tsx'
import { useDates, useT } from '../words.tsx'
import { caseAddress, queueAddress } from './address.ts'

/** One page of a list. On a phone a row is a small card, because five columns do not fit. */
export function QueueTable({ data }: { data: QueueScreen }) {
  const t = useT()
  const { smDown } = useBreakpoints()
  const { rows, view } = data
  if (rows.length === 0) return <NobodyHere data={data} />
  return (
    <>
      <IndexTable
        condensed={smDown}
        selectable={false}
        itemCount={rows.length}
        resourceName={{ singular: t('queue.customer'), plural: t('queue.customer') }}
        headings={[
          { title: t('queue.customer') },
          { title: data.filter.expiring ? t('rules.queue.lastDay') : t(`queue.since.${view}`) },
          { title: t('queue.status') },
          { title: t('queue.submitted') },
          { title: t('queue.party') },
        ]}
      >
        {rows.map((row, index) => (
          <IndexTable.Row key={row.customer.toString()} id={row.customer.toString()} position={index}>
            {smDown ? <Small row={row} data={data} /> : <Cells row={row} data={data} />}
          </IndexTable.Row>
        ))}
      </IndexTable>
      <Pages data={data} />
    </>
  )
}

interface RowProps {
  readonly row: QueueRow
  readonly data: QueueScreen
}

function Name({ row, data }: RowProps) {
  return (
    <Link dataPrimaryLink monochrome removeUnderline url={caseAddress(row.customer, data)}>
      <Text as="span" fontWeight="semibold">
        <CustomerName customer={row.customer} names={data.names} />
      </Text>
    </Link>
  )
}

const isLate = (view: QueueScreen['view']) => view === 'waiting' || view === 'registered' || view === 'returned'

function Cells({ row, data }: RowProps) {
  const t = useT()
  return (
    <>
      <IndexTable.Cell>
        <Name row={row} data={data} />
      </IndexTable.Cell>
      <IndexTable.Cell>
        {row.expires ? (
          <LastDay expires={row.expires} />
        ) : (
          <InlineStack gap="200" blockAlign="center">
            <Ago at={row.since} now={data.now} plain={data.query === '' && isLate(data.view)} />
            <ServiceBadge row={row} data={data} />
          </InlineStack>
        )}
      </IndexTable.Cell>
      <IndexTable.Cell>
        <InlineStack gap="100">
          <CaseBadges of={row.case} takenOver={row.takenOver} />
          <ClaimBadge row={row} data={data} />
        </InlineStack>
      </IndexTable.Cell>
      <IndexTable.Cell>
        <Submitted of={row.case} />
      </IndexTable.Cell>
      <IndexTable.Cell>
        <Text as="span" tone={row.case.party === 'none' ? 'subdued' : 'base'}>
          {t(`party.${row.case.party}`)}
        </Text>
      </IndexTable.Cell>
    </>
  )
}

function Small({ row, data }: RowProps) {
  const t = useT()
  return (
    <Box padding="300" width="100%">
      <BlockStack gap="100">
        <InlineStack align="space-between" gap="200" wrap={false}>
          <Name row={row} data={data} />
          {!row.expires && (
            <Text as="span" tone="subdued">
              <Ago at={row.since} now={data.now} />
            </Text>
          )}
        </InlineStack>
        {row.expires && <LastDay expires={row.expires} />}
        <InlineStack gap="200" blockAlign="center">
          <CaseBadges of={row.case} takenOver={row.takenOver} />
          <ServiceBadge row={row} data={data} />
          <ClaimBadge row={row} data={data} />
          <Text as="span" tone="subdued" variant="bodySm">
            {t(`party.${row.case.party}`)}
          </Text>
        </InlineStack>
      </BlockStack>
    </Box>
  )
}

const SERVICE_TONES = { 'on-time': 'success', soon: 'attention', late: 'critical' } as const

/** Whether a case that waits for a decision is within the hours that the shop allows itself. */
function ServiceBadge({ row, data }: RowProps) {
  const t = useT()
  if (data.view !== 'waiting' || data.query !== '') return null
  const service = serviceOf(row.since, data.now, data.serviceHours)
  return <Badge tone={SERVICE_TONES[service]}>{t(`desk.service.${service}`)}</Badge>
}

/** Which papers run out, when, and how soon that is. */
function LastDay({ expires: { part, on, left } }: { expires: NonNullable<QueueRow['expires']> }) {
  const t = useT()
  const dates = useDates()
  return (
    <InlineStack gap="200" blockAlign="center">
      <Text as="span">{dates.day(on)}</Text>
      <Badge tone={left < 0 ? 'critical' : left <= SOON_DAYS ? 'attention' : 'info'}>
        {left < 0 ? t('rules.queue.grace') : left === 0 ? t('rules.queue.today') : t('rules.queue.left', { count: left })}
      </Badge>
      <Text as="span" tone="subdued" variant="bodySm">
        {t(`part.${part}`)}
      </Text>
    </InlineStack>
  )
}

const SOON_DAYS = 14

/** Who works on the case now. */
function ClaimBadge({ row: { claim }, data }: RowProps) {
  const t = useT()
  if (!claim) return null
  const mine = claim.staff === data.me.toString()
  return (
    <Badge tone="info">{mine ? t('desk.claim.badgeMine') : t('desk.claim.badge', { name: claim.name || t('desk.claim.someone') })}</Badge>
  )
}

/** What was handed in, by part; accepted and returned papers were handed in too. */
function Submitted({ of }: { of: Case }) {
  const t = useT()
  // The law calls every part of a refused customer returned, whether it ever came or not.
  if (of.refused) return null
  const parts = partsOf(of.party).filter((part) => of[part] !== 'none')
  if (parts.length === 0) {
    return (
      <Text as="span" tone="subdued">
        {t('queue.nothing')}
      </Text>
    )
  }
  return <>{parts.map((part) => t(`part.${part}`)).join(' · ')}</>
}

function NobodyHere({ data }: { data: QueueScreen }) {
  const t = useT()
  const { view, query } = data
  const searching = query !== ''
  if (!searching && isFiltered(data.filter)) {
    const action = { content: t('desk.filter.clear'), url: queueAddress({ view }) }
    return <Nothing title={t('desk.filter.none')} text={t('desk.filter.noneText')} action={action} />
  }
  const about = data.unanswered ? 'unanswered' : 'nothingFound'
  return (
    <Nothing
      title={searching ? t(`queue.${about}Title`) : t(`queue.emptyTitle.${view}`)}
      text={searching ? t(`queue.${about}Text`) : t(`queue.emptyText.${view}`)}
      {...(searching ? { action: { content: t('queue.searchClear'), url: queueAddress({ view }) } } : {})}
    />
  )
}

function Pages({ data: { view, filter, next, previous } }: { data: QueueScreen }) {
  const t = useT()
  const navigate = useNavigate()
  if (!next && !previous) return null
  return (
    <Box padding="300">
      <InlineStack align="center">
        <Pagination
          hasPrevious={previous !== null}
          hasNext={next !== null}
          previousTooltip={t('common.previous')}
          nextTooltip={t('common.next')}
          accessibilityLabel={t('queue.caption')}
          onPrevious={() => navigate(queueAddress({ view, filter, before: previous }))}
          onNext={() => navigate(queueAddress({ view, filter, after: next }))}
        />
      </InlineStack>
    </Box>
  )
}
