import { useRevalidator } from '@remix-run/react'
import { Badge, BlockStack, Box, Button, Card, Divider, InlineGrid, InlineStack, ProgressBar, Text } from '@shopify/polaris'
import { Fragment } from 'react'
import type { Names } from '../../kyc/people.server.ts'
import type { Status } from '../../status/status.server.ts'
import { Ago } from '../moment.tsx'
import { Screen } from '../screen.tsx'
import { useDates, useT, useWords } from '../words.tsx'
import { Block } from './block.tsx'
import { Failures, UndeliveredMails } from './failures.tsx'
import { causeOf } from './reason-words.ts'

export interface StatusData {
  readonly status: Status
  readonly names: Names
  readonly now: Date
}

/** How the work behind the screens stands, for owners. */
export function StatusPage({ data: { status, names, now } }: { data: StatusData }) {
  const t = useT()
  const { state, revalidate } = useRevalidator()
  return (
    <Screen title={t('status.title')}>
      <BlockStack gap="400">
        <Box paddingInline={{ xs: '400', sm: '0' }}>
          <InlineStack align="space-between" blockAlign="center" gap="300">
            <Text as="p" tone="subdued">
              {t('status.intro')}
            </Text>
            <Button onClick={revalidate} loading={state !== 'idle'}>
              {t('status.reload')}
            </Button>
          </InlineStack>
        </Box>
        <Figures status={status} now={now} />
        <Runs runs={status.runs} now={now} />
        <Budget budget={status.budget} now={now} />
        <Failures failures={status.failures} names={names} now={now} />
        <UndeliveredMails mails={status.undelivered} names={names} now={now} />
      </BlockStack>
    </Screen>
  )
}

function Figures({ status: { waiting, oldest, jobs, mails }, now }: Omit<StatusData, 'names'>) {
  const t = useT()
  const dates = useDates()
  const help = oldest ? t('status.oldest', { age: dates.age(oldest, now) }) : t('status.allDone')
  return (
    <InlineGrid columns={{ xs: 2, md: 4 }} gap="300">
      <Figure label={t('status.waiting')} value={waiting} help={help} />
      <Figure label={t('status.jobs')} value={jobs} help={t('status.jobsHelp')} />
      <Figure label={t('status.mails')} value={mails.waiting} help={t('status.mailsHelp')} />
      <Figure label={t('status.undelivered')} value={mails.undelivered} help={t('status.mailsFailedHelp')} />
    </InlineGrid>
  )
}

function Figure({ label, value, help }: { label: string; value: number; help: string }) {
  const { locale } = useWords()
  return (
    <Card>
      <BlockStack gap="100">
        <Text as="h2" tone="subdued">
          {label}
        </Text>
        <Text as="p" variant="headingLg" tone={value === 0 ? 'subdued' : 'base'}>
          {new Intl.NumberFormat(locale).format(value)}
        </Text>
        <Text as="p" variant="bodySm" tone="subdued">
          <span suppressHydrationWarning>{help}</span>
        </Text>
      </BlockStack>
    </Card>
  )
}

function Runs({ runs, now }: { runs: Status['runs']; now: Date }) {
  const t = useT()
  return (
    <Block title={t('status.runs')} help={t('status.runsHelp')}>
      {runs.map(({ kind, at, running, found, reason }, index) => (
        <Fragment key={kind}>
          {index > 0 && <Divider />}
          <InlineStack align="space-between" blockAlign="center" gap="200">
            <BlockStack gap="050">
              <Text as="h3" variant="headingSm">
                {t(`status.run.${kind}`)}
              </Text>
              <Text as="p" tone="subdued" variant="bodySm">
                {at ? <Ago at={at} now={now} /> : t('status.never')}
                {found !== null && ` · ${t('status.found', { count: found })}`}
                {!running && reason && ` · ${t(`status.cause.${causeOf(reason, kind)}`)}`}
              </Text>
            </BlockStack>
            {running && <Badge tone="info">{t('status.running')}</Badge>}
            {!running && reason && <Badge tone="warning">{t('status.runFailed', { reason })}</Badge>}
          </InlineStack>
        </Fragment>
      ))}
    </Block>
  )
}

function Budget({ budget, now }: { budget: Status['budget']; now: Date }) {
  const t = useT()
  const { locale } = useWords()
  const written = (value: number) => new Intl.NumberFormat(locale).format(value)
  return (
    <Block title={t('status.budget')} help={t('status.budgetHelp')}>
      {budget === null ? (
        <Text as="p">{t('status.budgetNone')}</Text>
      ) : (
        <BlockStack gap="200">
          <ProgressBar
            progress={Math.max(0, Math.min(100, (budget.available / budget.maximum) * 100))}
            size="small"
            tone="primary"
            animated={false}
          />
          <Text as="p">
            {t('status.budgetLeft', {
              available: written(Math.max(0, budget.available)),
              maximum: written(budget.maximum),
              rate: written(budget.restoreRate),
            })}
          </Text>
          <Text as="p" tone="subdued" variant="bodySm">
            <Ago at={budget.at} now={now} />
          </Text>
        </BlockStack>
      )}
    </Block>
  )
}
