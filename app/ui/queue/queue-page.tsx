import { Banner, BlockStack, Card, Text } from '@shopify/polaris'
import type { QueueScreen } from '../../kyc/queue-screen.server.ts'
import { Screen } from '../screen.tsx'
import { useT } from '../words.tsx'
import { QueueFilters } from './queue-filters.tsx'
import { QueueSearch } from './queue-search.tsx'
import { QueueTable } from './queue-table.tsx'
import { Reminder } from './reminder.tsx'

/** The lists of cases, and the search through them. */
export function QueuePage({ data }: { data: QueueScreen & { readonly mayDecide: boolean; readonly mayContact: boolean } }) {
  const t = useT()
  const { view, query, rows } = data
  return (
    <Screen title={t('queue.title')} wide>
      <BlockStack gap="400">
        {data.namesWithheld && (
          <Banner tone="warning" title={t('banner.namesTitle')}>
            <p>{t('banner.namesText')}</p>
          </Banner>
        )}
        <Card padding="0">
          <QueueFilters data={data} mayDecide={data.mayDecide} />
          <QueueSearch key={query} view={view} query={query} />
          {query !== '' && rows.length > 0 && <Found count={rows.length} query={query} more={data.more} />}
          {view === 'registered' && query === '' && data.mayContact && data.counts.registered > 0 && <Reminder />}
          <QueueTable data={data} />
        </Card>
      </BlockStack>
    </Screen>
  )
}

function Found({ count, query, more }: { count: number; query: string; more: boolean }) {
  const t = useT()
  return (
    <div className="sekisho-found" role="status">
      <Text as="p" tone="subdued">
        {t('queue.found', { count, query })} {more && t('queue.foundMore', { count })}
      </Text>
    </div>
  )
}
