import { useRevalidator } from '@remix-run/react'
import { Banner, BlockStack, Page } from '@shopify/polaris'
import { useEffect, useRef, useState } from 'react'
import type { Panel } from '../../checks/panel.server.ts'
import type { CaseDeskData } from '../../desk/case-desk.server.ts'
import type { CasePage as Read } from '../../kyc/case-page.server.ts'
import type { Person } from '../../kyc/people.server.ts'
import type { VerifiedThen } from '../../kyc/verified-then.server.ts'
import { viewsOf } from '../../kyc/views.ts'
import type { PayoutCard as PayoutCardRead } from '../../payout/desk.server.ts'
import { type Language, languageOf } from '../../platform/i18n/languages.ts'
import type { Act } from '../../staff/roles.ts'
import { useArrived } from '../arrived.ts'
import { CaseKeys } from '../desk/case-keys.tsx'
import { ClaimBar } from '../desk/claim-bar.tsx'
import { Contact } from '../desk/contact.tsx'
import { useClaim } from '../desk/use-claim.ts'
import { WatchCard } from '../desk/watch-card.tsx'
import { PayoutCard } from '../payout/payout-card.tsx'
import { nextAddress } from '../queue/address.ts'
import { shownOf } from '../viewer/documents.ts'
import { useDates, useT } from '../words.tsx'
import { CaseBadges } from './badges.tsx'
import { Checklist } from './checks/checklist.tsx'
import { Decisions } from './decisions.tsx'
import { Documents } from './documents.tsx'
import { Entries } from './entries.tsx'
import { Expiring } from './expiring.tsx'
import { History } from './history.tsx'
import { Labels } from './labels.tsx'
import { Proposed } from './second-eyes.tsx'
import { CaseTasks } from './tasks.tsx'

export interface CaseData extends Read {
  readonly customer: bigint
  readonly payout: PayoutCardRead | null
  readonly me: bigint
  readonly person: Promise<Person | 'unread' | 'gone'>
  readonly checks: Promise<Panel | null>
  readonly was: Promise<VerifiedThen | null>
  readonly wording: Readonly<Record<string, string>>
  /** The language of customers who have none of ours. */
  readonly fallback: Language
  readonly desk: CaseDeskData
  /** The list that the case was opened from, as the words of its address. */
  readonly list: string | null
  readonly may: { readonly decide: boolean; readonly seeDocuments: boolean; readonly acts: readonly Act[] }
  readonly now: Date
}

/** Everything about one customer's verification, and the decisions. */
export function CasePage({ data }: { data: CaseData }) {
  const t = useT()
  const { row, customer, pending } = data
  useFreshWhile(pending)
  const person = useArrived(data.person)
  const shown = shownOf(data.documents)
  const [selected, setLooked] = useState(0)
  // Who has proposed an approval has nothing more to do here: the case must be free for somebody else.
  const wanted = data.may.decide && data.approval !== 'second-person-needed' && viewsOf(row.case).includes('waiting')
  const desk = useClaim(customer, data.claim, wanted)
  const looked = Math.min(selected, Math.max(0, shown.length - 1))
  const id = t('common.person', { id: customer.toString() })
  const name = (typeof person === 'object' && person?.name) || id
  return (
    <Page
      fullWidth
      title={name}
      titleMetadata={<CaseBadges of={row.case} takenOver={data.takenOver !== null} syncing={pending} />}
      subtitle={name === id ? '' : id}
      backAction={{ content: t('case.back'), url: `/app/cases${data.list ? `?${data.list}` : ''}` }}
      secondaryActions={[
        { content: t('desk.next'), url: nextAddress(customer, data.list) },
        { content: t('common.shopifyCustomer'), url: `shopify://admin/customers/${customer}`, target: '_top' },
      ]}
    >
      <ui-title-bar title={t('queue.title')} />
      <BlockStack gap="400">
        {row.gone && (
          <Banner tone="warning">
            <p>{t('case.gone')}</p>
          </Banner>
        )}
        <FromBefore data={data} />
        <Expiring expiring={data.expiring} />
        <div className="sekisho-case-bar">
          <ClaimBar desk={desk} wanted={wanted} mayTake={data.may.acts.includes('take-claims')} />
          <div className="sekisho-case-ways">
            <Contact
              data={data}
              language={languageOfCustomer(person, data.fallback)}
              email={typeof person === 'object' ? (person?.email ?? null) : null}
            />
            <CaseKeys customer={customer} list={data.list} />
          </div>
        </div>
        <Proposed {...data} />
        <div className="sekisho-case">
          <div className="sekisho-case-papers">
            <Documents shown={shown} selected={looked} onSelect={setLooked} maySee={data.may.seeDocuments} />
          </div>
          <div className="sekisho-case-side">
            <BlockStack gap="400">
              <CaseTasks data={data} />
              <Entries data={data} person={person} />
              <Checklist data={data} />
              <Decisions
                data={data}
                language={languageOfCustomer(person, data.fallback)}
                looked={shown[looked]?.facts ?? null}
                locked={desk.locked}
              />
              <Labels data={data} />
              <PayoutCard
                card={data.payout}
                customer={customer}
                language={languageOfCustomer(person, data.fallback)}
                mayDecide={data.may.decide}
              />
              <WatchCard data={data} />
            </BlockStack>
          </div>
          <div className="sekisho-case-history">
            <History data={data} />
          </div>
        </div>
      </BlockStack>
    </Page>
  )
}

/** What a reviewer must know of a customer who was there before the app: that nothing happens yet, or what was believed. */
function FromBefore({ data: { waits, takenOver } }: { data: CaseData }) {
  const t = useT()
  const dates = useDates()
  if (waits) {
    return (
      <Banner tone="warning" action={{ content: t('case.waitsAction'), url: '/app/take-over' }}>
        <p>{t('case.waits')}</p>
      </Banner>
    )
  }
  if (!takenOver) return null
  return (
    <Banner tone="info">
      <p suppressHydrationWarning>{t('case.takenOver', { date: dates.date(takenOver.at) })}</p>
      {takenOver.verdict && <p>{t(`case.takenOverAs.${takenOver.verdict}`)}</p>}
    </Banner>
  )
}

/** The language that the customer reads, as the store knows it; until it is known, and where it is none of ours, the shop's. */
const languageOfCustomer = (person: Person | 'unread' | 'gone' | null, fallback: Language): Language =>
  (typeof person === 'object' && languageOf(person?.locale ?? '')) || fallback

const EVERY_MS = 1500
const TIMES_MAX = 12

/** Reads the page again while Shopify is being brought up to date, and gives up after a while: then a task or the sweep will tell. */
function useFreshWhile(pending: boolean): void {
  const { revalidate, state } = useRevalidator()
  const times = useRef(0)
  useEffect(() => {
    if (!pending) times.current = 0
    if (!pending || state !== 'idle' || times.current >= TIMES_MAX) return
    const timer = setTimeout(() => {
      times.current += 1
      revalidate()
    }, EVERY_MS)
    return () => clearTimeout(timer)
  }, [pending, state, revalidate])
}
