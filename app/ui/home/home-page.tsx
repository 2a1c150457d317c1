import { BlockStack, Box, Button, Card, InlineGrid, InlineStack, Text } from '@shopify/polaris'
import type { Counts } from '../../kyc/queue.server.ts'
import type { TakeOverGlance } from '../../kyc/take-over-view.server.ts'
import type { View } from '../../kyc/views.ts'
import { Nothing } from '../nothing.tsx'
import { queueAddress } from '../queue/address.ts'
import { Screen } from '../screen.tsx'
import { useDates, useT } from '../words.tsx'
import { FailedDeliveries, TakeOver, Warnings } from './banners.tsx'
import { Tile } from './tile.tsx'
import type { Warning } from './warnings.ts'

export interface HomeData {
  readonly counts: Counts
  readonly tasks: number
  readonly failed: number
  readonly warnings: readonly Warning[]
  readonly takeOver: TakeOverGlance
  readonly may: { readonly decide: boolean; readonly seeCases: boolean }
  readonly now: Date
}

/** What there is to do, in figures that lead there. */
export function HomePage({ data }: { data: HomeData }) {
  const t = useT()
  const { counts, may } = data
  return (
    <Screen title={t('home.title')}>
      <BlockStack gap="500">
        <FailedDeliveries count={data.failed} mayRetry={may.decide} />
        <Warnings warnings={data.warnings} />
        {may.seeCases && <TakeOver glance={data.takeOver} />}
        {counts.views.all === 0 ? (
          <NobodyYet />
        ) : (
          <Box paddingInline={{ xs: '400', sm: '0' }}>
            <BlockStack gap="500">
              <Figures data={data} />
            </BlockStack>
          </Box>
        )}
      </BlockStack>
    </Screen>
  )
}

function Figures({ data: { counts, tasks, now, may } }: { data: HomeData }) {
  const t = useT()
  const dates = useDates()
  const of = (view: View) => ({ label: t(`queue.${view}`), count: counts.views[view], url: may.seeCases ? queueAddress({ view }) : null })
  const oldest = (at: Date | null, otherwise: string) => (at ? t('home.oldest', { age: dates.age(at, now) }) : otherwise)
  return (
    <>
      <BlockStack gap="300">
        <InlineStack align="space-between" blockAlign="center">
          <Text as="h2" variant="headingMd">
            {t('home.work')}
          </Text>
          {may.decide && counts.views.waiting > 0 && (
            <Button variant="primary" url={queueAddress({ view: 'waiting' })}>
              {t('home.review')}
            </Button>
          )}
        </InlineStack>
        <InlineGrid columns={2} gap="300">
          <Tile {...of('waiting')} label={t('home.waiting')} help={oldest(counts.oldest.waiting, t('home.waitingNone'))} strong />
          <Tile
            label={t('home.tasks')}
            count={tasks}
            url={may.seeCases ? '/app/tasks' : null}
            help={tasks === 0 ? t('home.tasksNone') : ''}
            strong
          />
        </InlineGrid>
      </BlockStack>
      <BlockStack gap="300">
        <Text as="h2" variant="headingMd">
          {t('home.customers')}
        </Text>
        <InlineGrid columns={{ xs: 2, lg: 4 }} gap="300">
          <Tile {...of('registered')} label={t('home.registered')} help={oldest(counts.oldest.registered, t('home.registeredHelp'))} />
          <Tile {...of('returned')} label={t('home.returned')} help={t('home.returnedHelp')} />
          <Tile {...of('verified')} label={t('home.verified')} help={t('home.verifiedHelp')} />
          <Tile {...of('frozen')} label={t('home.frozen')} help={t('home.frozenHelp')} />
        </InlineGrid>
      </BlockStack>
    </>
  )
}

/** For who opens the app and was given no role. */
export function NobodyHome() {
  const t = useT()
  return (
    <Screen title={t('home.title')}>
      <Card>
        <Nothing title={t('home.nobodyTitle')} text={t('home.nobodyText')} />
      </Card>
    </Screen>
  )
}

function NobodyYet() {
  const t = useT()
  return (
    <Card>
      <Nothing title={t('home.noCasesTitle')} text={t('home.noCasesText')} />
    </Card>
  )
}
