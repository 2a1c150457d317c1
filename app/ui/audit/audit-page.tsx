import { useNavigate } from '@remix-run/react'
import { Badge, Banner, BlockStack, Box, Card, Divider, InlineStack, Link, Pagination, Text } from '@shopify/polaris'
import { Fragment } from 'react'
import { type LogAsk, logAddress } from '../../audit/groups.ts'
import type { LogPage, LogRow } from '../../audit/log.server.ts'
import type { AdminMessages } from '../messages.ts'
import { Moment } from '../moment.tsx'
import { Nothing } from '../nothing.tsx'
import { Screen } from '../screen.tsx'
import { useDates, useT, useWords } from '../words.tsx'
import { codeWords } from './code-words.ts'
import { LogFilter } from './log-filter.tsx'

export interface AuditData {
  readonly page: LogPage
  readonly ask: LogAsk
  readonly staff: readonly { readonly id: string; readonly name: string }[]
  readonly maySeeCases: boolean
  readonly now: Date
}

/** Who looked at what and who decided what, and whether anybody has touched the record of it. */
export function AuditPage({ data }: { data: AuditData }) {
  const t = useT()
  const { rows } = data.page
  return (
    <Screen title={t('audit.title')}>
      <BlockStack gap="400">
        <Broken page={data.page} />
        <Box paddingInline={{ xs: '400', sm: '0' }}>
          <BlockStack gap="100">
            <Text as="p" tone="subdued">
              {t('audit.intro')}
            </Text>
            <Sealed page={data.page} />
          </BlockStack>
        </Box>
        <Card padding="0">
          <LogFilter key={logAddress(data.ask)} ask={data.ask} staff={data.staff} />
          {rows.length === 0 && <Nothing title={t('audit.none')} text={t('audit.noneText')} />}
          {rows.map((row, index) => (
            <Fragment key={row.id.toString()}>
              {index > 0 && <Divider />}
              <Row row={row} data={data} />
            </Fragment>
          ))}
          <Pages data={data} />
        </Card>
      </BlockStack>
    </Screen>
  )
}

function Broken({ page: { check } }: Pick<AuditData, 'page'>) {
  const t = useT()
  const dates = useDates()
  if (!check || check.findings === 0) return null
  const what = check.first ? t(`audit.finding.${check.first}`) : ''
  return (
    <Banner tone="critical" title={t('audit.brokenTitle')}>
      <p suppressHydrationWarning>{t('audit.brokenText', { count: check.findings, time: dates.dateTime(check.at), what })}</p>
    </Banner>
  )
}

/** How far the log is sealed, and when it was last looked through. */
function Sealed({ page: { sealedUntil, unsealed, check } }: Pick<AuditData, 'page'>) {
  const t = useT()
  const dates = useDates()
  const lines = [
    sealedUntil ? t('audit.sealed', { time: dates.dateTime(sealedUntil) }) : t('audit.sealedNot'),
    ...(sealedUntil && unsealed > 0 ? [t('audit.unsealed', { count: unsealed })] : []),
    ...(!check ? [t('audit.checkedNot')] : check.findings === 0 ? [t('audit.checked', { time: dates.dateTime(check.at) })] : []),
  ]
  return (
    <Text as="p" tone="subdued" variant="bodySm">
      <span suppressHydrationWarning>{lines.join(' · ')}</span>
    </Text>
  )
}

function Row({ row, data }: { row: LogRow; data: AuditData }) {
  const { t, messages } = useWords()
  const codes = codeWords({ t, messages, staffName: (id) => nameOf(data.staff, id) }, row.action, row.codes)
  return (
    <Box paddingInline="400" paddingBlock="300">
      <BlockStack gap="100">
        <InlineStack align="space-between" blockAlign="center" gap="200">
          <InlineStack gap="200" blockAlign="center">
            <Text as="h3" variant="headingSm">
              {actionWords(messages, row.action)}
            </Text>
            {!row.sealed && <Badge>{t('audit.waiting')}</Badge>}
          </InlineStack>
          <Text as="span" tone="subdued" variant="bodySm">
            <Moment at={row.at} />
          </Text>
        </InlineStack>
        <InlineStack gap="200" blockAlign="center">
          <Text as="span" variant="bodySm">
            {whoDid(messages, row, data.staff)}
          </Text>
          <About subject={row.subject} data={data} />
        </InlineStack>
        {codes.length > 0 && (
          <Text as="p" tone="subdued" variant="bodySm" breakWord>
            {codes.join(' · ')}
          </Text>
        )}
      </BlockStack>
    </Box>
  )
}

/** What it was about: a customer by number, never by name; a link for who may follow it. */
function About({ subject, data: { staff, maySeeCases } }: { subject: string | null; data: AuditData }) {
  const t = useT()
  const [kind, id = ''] = subject?.split(':') ?? []
  if (kind === 'customer') {
    const person = t('common.person', { id })
    return maySeeCases ? <Link url={`/app/cases/${id}`}>{person}</Link> : <Said>{person}</Said>
  }
  if (kind === 'staff') return <Said>{t('audit.staff', { name: nameOf(staff, id) })}</Said>
  if (kind === 'mail') return <Said>{t('audit.mail')}</Said>
  if (kind === 'task') return <Said>{`${t('audit.task')} ${id}`}</Said>
  return subject ? <Said>{subject}</Said> : null
}

const Said = ({ children }: { children: string }) => (
  <Text as="span" tone="subdued" variant="bodySm">
    {children}
  </Text>
)

function Pages({ data: { page, ask } }: { data: AuditData }) {
  const t = useT()
  const navigate = useNavigate()
  const [first, last] = [page.rows[0], page.rows.at(-1)]
  if (!first || !last || !(page.older || page.newer)) return null
  return (
    <Box padding="300" borderBlockStartWidth="025" borderColor="border">
      <InlineStack align="center">
        <Pagination
          hasPrevious={page.newer}
          onPrevious={() => navigate(logAddress(ask, { after: first.id.toString() }))}
          previousTooltip={t('audit.newer')}
          hasNext={page.older}
          onNext={() => navigate(logAddress(ask, { before: last.id.toString() }))}
          nextTooltip={t('audit.older')}
        />
      </InlineStack>
    </Box>
  )
}

/** An action in words; one that has none yet is shown as it was written. */
function actionWords(messages: AdminMessages, action: string): string {
  const words: Readonly<Record<string, string>> = messages.audit.action
  return words[action.replaceAll('.', '-')] ?? action
}

const nameOf = (staff: AuditData['staff'], id: string): string => staff.find((each) => each.id === id)?.name || id

function whoDid(messages: AdminMessages, { actor, actorId }: LogRow, staff: AuditData['staff']): string {
  if (actor === 'staff' && actorId) return nameOf(staff, actorId)
  const words: Readonly<Record<string, string>> = messages.audit.who
  return words[actor] ?? actor
}
