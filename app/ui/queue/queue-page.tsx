import { useNavigate } from '@remix-run/react'
import { Banner, BlockStack, Card, Tabs, Text } from '@shopify/polaris'
import { useEffect, useRef } from 'react'
import type { QueueScreen } from '../../kyc/queue-screen.server.ts'
import { VIEWS, type View } from '../../kyc/views.ts'
import { Screen } from '../screen.tsx'
import { useT } from '../words.tsx'
import { queueAddress } from './address.ts'
import { QueueSearch } from './queue-search.tsx'
import { QueueTable } from './queue-table.tsx'

/** The lists of cases, and the search through them. */
export function QueuePage({ data }: { data: QueueScreen }) {
  const t = useT()
  const { view, query, counts, rows } = data
  return (
    <Screen title={t('queue.title')} wide>
      <BlockStack gap="400">
        {data.namesWithheld && (
          <Banner tone="warning" title={t('banner.namesTitle')}>
            <p>{t('banner.namesText')}</p>
          </Banner>
        )}
        <Card padding="0">
          <Lists view={view} counts={counts} />
          <QueueSearch key={query} view={view} query={query} />
          {query !== '' && rows.length > 0 && <Found count={rows.length} query={query} more={data.more} />}
          <QueueTable data={data} />
        </Card>
      </BlockStack>
    </Screen>
  )
}

/** Lists that say by their figure whether there is work in them. */
const COUNTED: readonly View[] = ['waiting', 'returned', 'registered', 'frozen']

function Lists({ view, counts }: { view: View; counts: QueueScreen['counts'] }) {
  const t = useT()
  const navigate = useNavigate()
  const list = useShownTab(view)
  const tabs = VIEWS.map((each) => ({
    id: each,
    content: t(`queue.${each}`),
    panelID: `list-${each}`,
    ...(COUNTED.includes(each) && counts[each] > 0 ? { badge: String(counts[each]) } : {}),
  }))
  return (
    <div ref={list}>
      <Tabs
        tabs={tabs}
        selected={VIEWS.indexOf(view)}
        onSelect={(index) => navigate(queueAddress({ view: VIEWS[index] ?? 'waiting' }))}
        disclosureText={t('queue.views')}
      />
    </div>
  )
}

/** Keeps the tab of the list that is shown within the screen: on a phone the tabs are wider than that. */
function useShownTab(view: View) {
  const list = useRef<HTMLDivElement>(null)
  useEffect(() => {
    const tabs = list.current
    if (!tabs) return
    // By id: Polaris keeps a second, invisible row of tabs to measure them.
    const show = () => {
      const tab = tabs.querySelector<HTMLElement>(`[role="tab"]#${view}`)
      let row = tab?.parentElement
      while (row && row !== tabs && getComputedStyle(row).overflowX !== 'auto') row = row.parentElement
      if (!tab || !row) return
      const beside = tab.getBoundingClientRect().left - row.getBoundingClientRect().left
      row.scrollLeft += beside - (row.clientWidth - tab.offsetWidth) / 2
    }
    // Polaris draws its tabs again when it has measured them, and again when the width changes.
    const drawn = new MutationObserver(show)
    drawn.observe(tabs, { childList: true, subtree: true })
    show()
    return () => drawn.disconnect()
  }, [view])
  return list
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
