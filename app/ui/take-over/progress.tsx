import { BlockStack, Button, Card, InlineStack, ProgressBar, Text } from '@shopify/polaris'
import { useDates, useT, useWords } from '../words.tsx'
import { Figures } from './figures.tsx'
import type { Part } from './take-over-page.tsx'

const MINUTE_MS = 60_000

const useNumbers = () => {
  const { locale } = useWords()
  return (value: number) => new Intl.NumberFormat(locale).format(value)
}

/** The store is being read; nothing else happens. */
export function Reading({ view: { preview }, store, now }: Part) {
  const t = useT()
  const dates = useDates()
  const written = useNumbers()
  if (!preview) return null
  const total = store?.customers?.count ?? 0
  const read = written(preview.read)
  const text = !preview.arriving
    ? t('takeOver.preparing')
    : total > 0
      ? t('takeOver.readOf', { read, total: written(total) })
      : t('takeOver.readSoFar', { read })
  return (
    <Card>
      <BlockStack gap="300">
        <Text as="h2" variant="headingMd">
          {t('takeOver.reading')}
        </Text>
        <ProgressBar progress={total > 0 ? Math.min(100, (preview.read / total) * 100) : 0} size="small" tone="primary" />
        <Text as="p">{text}</Text>
        {preview.attempt > 1 && (
          <Text as="p" tone="caution">
            {t('takeOver.attempt', { attempt: preview.attempt, reason: preview.reason ?? '' })}
          </Text>
        )}
        <Text as="p" tone="subdued">
          <span suppressHydrationWarning>{t('takeOver.begun', { age: dates.age(preview.startedAt, now) })}</span> · {t('takeOver.leave')}
        </Text>
      </BlockStack>
    </Card>
  )
}

/** Customers are being taken over, or that is paused. */
export function Moving({ view, now, mayDecide, busy, act }: Part) {
  const t = useT()
  const dates = useDates()
  const written = useNumbers()
  const { progress } = view
  if (!progress) return null
  const paused = view.stage === 'paused'
  const { done, total, perMinute, minutesLeft, lastAt, late } = progress
  const rate =
    perMinute === 0
      ? [t('takeOver.rateUnknown')]
      : [
          t('takeOver.rate', { count: perMinute }),
          ...(minutesLeft ? [t('takeOver.left', { age: dates.age(new Date(now.getTime() - minutesLeft * MINUTE_MS), now) })] : []),
        ]
  const said = [...(paused ? [] : rate), ...(lastAt ? [t('takeOver.last', { age: dates.age(lastAt, now) })] : [])]
  return (
    <Card>
      <BlockStack gap="300">
        <InlineStack align="space-between" blockAlign="center" gap="200">
          <Text as="h2" variant="headingMd">
            {t(paused ? 'takeOver.glance.paused' : 'takeOver.running')}
          </Text>
          {mayDecide && (
            <Button onClick={() => act({ type: paused ? 'resume' : 'pause' })} loading={busy} variant={paused ? 'primary' : 'secondary'}>
              {paused ? t('takeOver.resume') : t('takeOver.pause')}
            </Button>
          )}
        </InlineStack>
        <ProgressBar
          progress={total > 0 ? (done / total) * 100 : 100}
          size="small"
          tone={paused ? 'highlight' : 'primary'}
          animated={false}
        />
        <Text as="p" variant="headingLg">
          {t('takeOver.doneOf', { done: written(done), total: written(total) })}
        </Text>
        <Text as="p" tone="subdued">
          <span suppressHydrationWarning>{said.join(' · ')}</span>
        </Text>
        {paused && <Text as="p">{t('takeOver.pausedText')}</Text>}
        {!paused && late > 0 && (
          <Text as="p" tone="caution">
            {t('takeOver.late', { count: late })}
          </Text>
        )}
        <ConfirmedBy view={view} />
      </BlockStack>
    </Card>
  )
}

function ConfirmedBy({ view: { confirmed } }: Pick<Part, 'view'>) {
  const t = useT()
  const dates = useDates()
  if (!confirmed) return null
  const date = dates.dateTime(confirmed.at)
  return (
    <Text as="p" tone="subdued">
      <span suppressHydrationWarning>
        {confirmed.by ? t('takeOver.confirmedBy', { name: confirmed.by, date }) : t('takeOver.confirmedOn', { date })}
      </span>
    </Text>
  )
}

/** Everybody is taken over. */
export function Done({ view }: Part) {
  const t = useT()
  const dates = useDates()
  return (
    <Card>
      <BlockStack gap="400">
        <BlockStack gap="100">
          <Text as="h2" variant="headingMd">
            {t('takeOver.doneTitle')}
          </Text>
          {view.finishedAt && (
            <Text as="p">
              <span suppressHydrationWarning>{t('takeOver.doneText', { date: dates.dateTime(view.finishedAt) })}</span>
            </Text>
          )}
          <ConfirmedBy view={view} />
        </BlockStack>
        {view.total > 0 && (
          <BlockStack gap="200">
            <Text as="h3" variant="headingSm">
              {t('takeOver.asConfirmed')}
            </Text>
            <Figures counts={view.counts} />
          </BlockStack>
        )}
        {view.counts.contradictory > 0 && (
          <InlineStack>
            <Button url="/app/tasks">{t('takeOver.tasks')}</Button>
          </InlineStack>
        )}
      </BlockStack>
    </Card>
  )
}
