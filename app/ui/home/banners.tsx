import { useFetcher } from '@remix-run/react'
import { Banner } from '@shopify/polaris'
import type { Stage, TakeOverGlance } from '../../kyc/take-over-view.server.ts'
import type { Answer } from '../answer.ts'
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
        <Banner
          tone="warning"
          title={t('banner.holdsTitle')}
          action={{ content: t('banner.holdsAction'), url: '/app/settings?group=dealings' }}
        >
          <p>{t('banner.holdsText')}</p>
        </Banner>
      )
  }
}

const ASKED = ['reading', 'failed', 'ready', 'running', 'paused'] as const
type Asked = (typeof ASKED)[number]

/** Leads the owner to the customers who were there before the app, while there is something to decide or to follow. */
export function TakeOver({ glance: { stage, total } }: { glance: TakeOverGlance }) {
  const t = useT()
  if (!isAsked(stage)) return null
  const moving = stage === 'running' || stage === 'paused'
  const action = { content: moving ? t('takeOver.follow') : t('takeOver.open'), url: '/app/take-over' }
  const tone = stage === 'failed' ? 'critical' : stage === 'ready' ? 'warning' : 'info'
  const title = stage === 'ready' ? t('takeOver.glance.ready', { count: total }) : t(`takeOver.glance.${stage}`)
  return (
    <Banner tone={tone} title={title} action={action}>
      {!moving && <p>{t('takeOver.untouched')}</p>}
    </Banner>
  )
}

const isAsked = (stage: Stage): stage is Asked => ASKED.some((each) => each === stage)

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
