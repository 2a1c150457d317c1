import { useRevalidator } from '@remix-run/react'
import { Banner, BlockStack, Layout, Page } from '@shopify/polaris'
import { useEffect, useRef, useState } from 'react'
import type { CasePage as Read } from '../../kyc/case-page.server.ts'
import type { Names, Person } from '../../kyc/people.server.ts'
import type { Language } from '../../platform/i18n/languages.ts'
import type { AdminMessages } from '../messages.ts'
import { useT } from '../words.tsx'
import { CaseBadges } from './badges.tsx'
import { Decisions } from './decisions.tsx'
import { Documents } from './documents.tsx'
import { Entries } from './entries.tsx'
import { History } from './history.tsx'
import { Labels } from './labels.tsx'
import { CaseTasks } from './tasks.tsx'

export interface CaseData extends Read {
  readonly customer: bigint
  readonly names: Promise<Names>
  readonly person: Promise<Person | 'unread' | 'gone'>
  readonly wording: Readonly<Record<string, string>>
  /** The language of customers who have none of ours. */
  readonly fallback: Language
  /** The texts that a customer reads, in every language: which one is needed depends on the customer. */
  readonly reasons: Readonly<Record<Language, AdminMessages['reason']>>
  readonly may: { readonly decide: boolean; readonly seeDocuments: boolean }
  readonly now: Date
}

/** Everything about one customer's verification, and the decisions. */
export function CasePage({ data }: { data: CaseData }) {
  const t = useT()
  const { row, customer, pending } = data
  useFreshWhile(pending)
  const name = useName(data) ?? t('common.person', { id: customer.toString() })
  return (
    <Page
      fullWidth
      title={name}
      titleMetadata={<CaseBadges of={row.case} syncing={pending} />}
      subtitle={t('common.person', { id: customer.toString() })}
      backAction={{ content: t('case.back'), url: '/app/cases' }}
      secondaryActions={[{ content: t('common.shopifyCustomer'), url: `shopify://admin/customers/${customer}`, target: '_top' }]}
    >
      <ui-title-bar title={name} />
      <BlockStack gap="400">
        {row.gone && (
          <Banner tone="warning">
            <p>{t('case.gone')}</p>
          </Banner>
        )}
        <Layout>
          <Layout.Section>
            <BlockStack gap="400">
              <Documents documents={data.documents} maySee={data.may.seeDocuments} />
              <div className="sekisho-wide-only">
                <History data={data} />
              </div>
            </BlockStack>
          </Layout.Section>
          <Layout.Section variant="oneThird">
            <BlockStack gap="400">
              <CaseTasks data={data} />
              <Entries data={data} />
              <Decisions data={data} />
              <Labels data={data} />
              <div className="sekisho-narrow-only">
                <History data={data} />
              </div>
            </BlockStack>
          </Layout.Section>
        </Layout>
      </BlockStack>
    </Page>
  )
}

/** The customer's name once the store has told it. */
function useName({ names, customer }: CaseData): string | null {
  const [name, setName] = useState<string | null>(null)
  useEffect(() => {
    let left = false
    void names.then((known) => {
      if (!left) setName(known[customer.toString()] ?? null)
    })
    return () => {
      left = true
    }
  }, [names, customer])
  return name
}

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
