import { useNavigate } from '@remix-run/react'
import { ChoiceList, IndexFilters, IndexFiltersMode, type IndexFiltersProps, useSetIndexFiltersMode } from '@shopify/polaris'
import { useEffect, useRef } from 'react'
import { isFiltered, isWork, listAddress, NO_FILTER, type QueueFilter } from '../../kyc/filters.ts'
import type { QueueScreen } from '../../kyc/queue-screen.server.ts'
import { VIEWS, type View } from '../../kyc/views.ts'
import { useT } from '../words.tsx'
import { queueAddress } from './address.ts'
import { useSavedViews } from './use-saved-views.ts'

/** Lists that say by their figure whether there is work in them. */
const COUNTED: readonly View[] = ['waiting', 'returned', 'registered', 'frozen']

/** The lists, those that staff have saved, and what narrows the one that is shown. The address holds all of it. */
export function QueueFilters({ data, mayDecide }: { data: QueueScreen; mayDecide: boolean }) {
  const t = useT()
  const navigate = useNavigate()
  const { view, filter, counts, saved, query } = data
  const { mode, setMode } = useSetIndexFiltersMode(isFiltered(filter) ? IndexFiltersMode.Filtering : IndexFiltersMode.Default)
  const here = listAddress(view, filter)
  const kept = saved.findIndex(({ address }) => address === here)
  const lists = useSavedViews()
  const ours = VIEWS.map((each) => ({
    id: each,
    content: t(`queue.${each}`),
    isLocked: true,
    ...(COUNTED.includes(each) && counts[each] > 0 ? { badge: String(counts[each]) } : {}),
  }))
  const theirs = saved.map(({ id, name, address }) => ({
    id: `saved-${id}`,
    content: name,
    isLocked: !mayDecide,
    actions: [
      { type: 'rename' as const, onPrimaryAction: (to: string) => lists.save(id, to, address) },
      { type: 'delete' as const, onPrimaryAction: () => lists.remove(id) },
    ],
  }))
  const selected = kept >= 0 && query === '' && isFiltered(filter) ? VIEWS.length + kept : VIEWS.indexOf(view)
  const box = useShownTab(selected < VIEWS.length ? view : `saved-${saved[kept]?.id}`)
  const open = (index: number) => {
    const one = saved[index - VIEWS.length]
    navigate(one ? `/app/cases?${one.address}` : queueAddress({ view: VIEWS[index] ?? 'waiting' }))
  }
  const narrow = (change: Partial<QueueFilter>) => navigate(queueAddress({ view, filter: { ...filter, ...change } }))
  const saving = mayDecide && isFiltered(filter) && kept < 0
  return (
    <div ref={box}>
      <IndexFilters
        tabs={[...ours, ...theirs]}
        selected={selected}
        onSelect={open}
        mode={mode}
        setMode={setMode}
        canCreateNewView={false}
        hideQueryField
        queryValue=""
        onQueryChange={() => undefined}
        onQueryClear={() => undefined}
        cancelAction={{ onAction: () => narrow(NO_FILTER) }}
        filters={useFilters(data, narrow)}
        appliedFilters={useApplied(data, narrow)}
        onClearAll={() => narrow(NO_FILTER)}
        {...(saving ? { primaryAction: { type: 'save-as', onAction: (name: string) => lists.save(null, name, here) } } : {})}
      />
    </div>
  )
}

type Narrow = (change: Partial<QueueFilter>) => void

const PARTIES = ['individual', 'corporation', 'none'] as const

function useFilters({ view, filter, serviceHours }: QueueScreen, narrow: Narrow): IndexFiltersProps['filters'] {
  const t = useT()
  const choice = <Value extends string>(
    key: keyof QueueFilter & ('party' | 'part' | 'claim'),
    values: readonly Value[],
    label: (value: Value) => string,
  ) => ({
    key,
    label: t(`desk.filter.${key}`),
    pinned: true,
    filter: (
      <ChoiceList
        title={t(`desk.filter.${key}`)}
        titleHidden
        choices={values.map((value) => ({ value, label: label(value) }))}
        selected={filter[key] === null ? [] : [filter[key]]}
        onChange={([value]) => narrow({ [key]: value ?? null })}
      />
    ),
  })
  const late = {
    key: 'late',
    label: t('desk.filter.late'),
    pinned: true,
    filter: (
      <ChoiceList
        title={t('desk.filter.late')}
        titleHidden
        choices={[{ value: 'late', label: t('desk.filter.lateOnly', { hours: serviceHours }) }]}
        selected={filter.late ? ['late'] : []}
        onChange={() => narrow({ late: true })}
      />
    ),
  }
  const expiring = {
    key: 'expiring',
    label: t('rules.queue.expiring'),
    pinned: true,
    filter: (
      <ChoiceList
        title={t('rules.queue.expiring')}
        titleHidden
        choices={[{ value: 'expiring', label: t('rules.queue.expiringOnly') }]}
        selected={filter.expiring ? ['expiring'] : []}
        onChange={() => narrow({ expiring: true })}
      />
    ),
  }
  const party = choice('party', PARTIES, (value) => t(`party.${value}`))
  if (view === 'verified') return [expiring, party]
  if (!isWork(view)) return [party]
  const part = choice('part', ['identity', 'corporate'] as const, (value) => t(`part.${value}`))
  return [party, part, late, choice('claim', ['mine', 'free'] as const, (value) => t(`desk.filter.${value}`))]
}

function useApplied({ filter, serviceHours }: QueueScreen, narrow: Narrow): NonNullable<IndexFiltersProps['appliedFilters']> {
  const t = useT()
  const said: readonly [keyof QueueFilter, string | null, Partial<QueueFilter>][] = [
    ['party', filter.party && t(`party.${filter.party}`), { party: null }],
    ['part', filter.part && t(`part.${filter.part}`), { part: null }],
    ['late', filter.late ? t('desk.filter.lateOnly', { hours: serviceHours }) : null, { late: false }],
    ['expiring', filter.expiring ? t('rules.queue.expiringOnly') : null, { expiring: false }],
    ['claim', filter.claim && t(`desk.filter.${filter.claim}`), { claim: null }],
  ]
  return said.flatMap(([key, words, off]) =>
    words === null
      ? []
      : [
          {
            key,
            label: key === 'late' || key === 'expiring' ? words : `${t(`desk.filter.${key}`)}: ${words}`,
            onRemove: () => narrow(off),
          },
        ],
  )
}

/** Keeps the tab of the list that is shown within the screen: on a phone the tabs are wider than that. */
function useShownTab(id: string) {
  const list = useRef<HTMLDivElement>(null)
  useEffect(() => {
    const tabs = list.current
    if (!tabs) return
    // By id: Polaris keeps a second, invisible row of tabs to measure them.
    const show = () => {
      const tab = tabs.querySelector<HTMLElement>(`[role="tab"]#${CSS.escape(id)}`)
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
  }, [id])
  return list
}
