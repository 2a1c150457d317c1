import { useFetcher } from '@remix-run/react'
import { Banner, BlockStack } from '@shopify/polaris'
import type { Existing, Figure } from '../../kyc/take-over.server.ts'
import type { Answer } from '../answer.ts'
import { useArrived } from '../arrived.ts'
import { useToast } from '../toast.ts'
import { useT } from '../words.tsx'
import type { Warning } from './warnings.ts'

/** What keeps the app from its work, and what to do about it. */
export function Warnings({ warnings }: { warnings: readonly Warning[] }) {
  return (
    <>
      {warnings.map((warning) => (
        <WarningBanner key={warning.code} warning={warning} />
      ))}
    </>
  )
}

function WarningBanner({ warning }: { warning: Warning }) {
  const t = useT()
  switch (warning.code) {
    case 'facts-pending':
      return (
        <Banner tone="info">
          <p>{t('banner.factsPending')}</p>
        </Banner>
      )
    case 'names-withheld':
      return (
        <Banner tone="warning" title={t('banner.namesTitle')}>
          <p>{t('banner.namesText')}</p>
        </Banner>
      )
    case 'scopes-missing':
      return (
        <Banner tone="critical" title={t('banner.scopesTitle')}>
          <p>{t('banner.scopesText', { scopes: warning.scopes.join(', ') })}</p>
        </Banner>
      )
    case 'plan-without-functions':
      return (
        <Banner tone="warning" title={t('banner.planTitle')}>
          <p>{t('banner.planText', { plan: warning.plan })}</p>
        </Banner>
      )
    case 'no-notices':
      return (
        <Banner tone="info" title={t('banner.noticesTitle')} action={{ content: t('banner.noticesAction'), url: '/app/settings' }}>
          <p>{t('banner.noticesText')}</p>
        </Banner>
      )
    case 'holds-unset':
      return (
        <Banner tone="warning" title={t('banner.holdsTitle')} action={{ content: t('banner.holdsAction'), url: '/app/settings' }}>
          <p>{t('banner.holdsText')}</p>
        </Banner>
      )
  }
}

interface TakeOverProps {
  readonly existing: Promise<Existing | null>
  /** The wording of the label that says verified. */
  readonly verified: string
  readonly mayTakeOver: boolean
}

/** Asks the owner about the customers who were there before the app. */
export function TakeOver({ existing, ...props }: TakeOverProps) {
  const found = useArrived(existing)
  return found && <TakeOverBanner found={found} {...props} />
}

function TakeOverBanner({ found, verified, mayTakeOver }: Omit<TakeOverProps, 'existing'> & { found: Existing }) {
  const t = useT()
  const fetcher = useFetcher<Answer>()
  useToast(fetcher.data, fetcher.data?.ok ? t('banner.takenOver') : null)
  const people = ({ count, atLeast }: Figure) => t(atLeast ? 'banner.takeOverAtLeast' : 'banner.takeOverPeople', { count })
  const agree = () => fetcher.submit({ type: 'take-over' }, { method: 'post', action: '/app?index' })
  const action = { content: t('banner.takeOverAction'), onAction: agree, loading: fetcher.state !== 'idle' }
  return (
    <Banner tone="info" title={t('banner.takeOverTitle')} {...(mayTakeOver ? { action } : {})}>
      <BlockStack gap="100">
        <p>{t('banner.takeOverText', { total: people(found.total), labelled: people(found.labelled), verified })}</p>
        <p>{t('banner.takeOverMore')}</p>
        {!mayTakeOver && <p>{t('banner.takeOverOwners')}</p>}
      </BlockStack>
    </Banner>
  )
}

/** Deliveries that could not be handled, and the button that puts them back into the line. */
export function FailedDeliveries({ count, mayRetry }: { count: number; mayRetry: boolean }) {
  const t = useT()
  const fetcher = useFetcher<Answer>()
  useToast(fetcher.data, fetcher.data?.ok ? t('home.triedAgain') : null)
  if (count === 0) return null
  const again = () => fetcher.submit({ type: 'try-again' }, { method: 'post', action: '/app?index' })
  const action = { content: t('home.tryAgain'), onAction: again, loading: fetcher.state !== 'idle' }
  return (
    <Banner tone="critical" title={t('home.failed', { count })} {...(mayRetry ? { action } : {})}>
      <p>{t('home.failedHelp')}</p>
    </Banner>
  )
}
