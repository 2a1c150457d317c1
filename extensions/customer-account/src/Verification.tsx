import { Actions } from './Actions.tsx'
import { Flow } from './Flow.tsx'
import type { Host } from './host.ts'
import { ProblemNote } from './ProblemNote.tsx'
import { StatusPanel } from './StatusPanel.tsx'
import { stepsOf } from './stage.ts'
import { type Reading, useStatus } from './useStatus.ts'

/** The whole of a customer's verification; the full page adds how it goes on, as long as there is a way to go. */
export function Verification({ host, place }: { host: Host; place: 'card' | 'page' }) {
  const { reading, retry, refresh } = useStatus(host)
  const t = (key: string) => host.i18n.translate(key)
  const onTheWay = reading.state === 'ready' && stepsOf(reading.status).length > 0
  return (
    <s-stack gap="large">
      <s-section {...(place === 'card' ? { heading: t('title') } : { accessibilityLabel: t('title') })}>
        <Content host={host} reading={reading} retry={retry} refresh={refresh} />
      </s-section>
      {place === 'page' && onTheWay && <Flow t={t} />}
    </s-stack>
  )
}

/** Loading, trouble with a way out, or the status with what to do. */
function Content({ host, reading, retry, refresh }: { host: Host; reading: Reading; retry: () => void; refresh: () => void }) {
  const t = (key: string) => host.i18n.translate(key)
  if (reading.state === 'loading') {
    return (
      <s-stack gap="base" accessibilityRole="status" accessibilityLabel={t('loading')}>
        <s-skeleton-paragraph content={t('stage.continue.heading')} />
        <s-skeleton-paragraph content={t('stage.continue.text')} />
        <s-skeleton-paragraph content={t('step.identity')} />
      </s-stack>
    )
  }
  if (reading.state === 'problem') return <ProblemNote problem={reading.problem} t={t} onRetry={retry} />
  return (
    <s-stack gap="large">
      <StatusPanel status={reading.status} t={t} />
      <Actions host={host} status={reading.status} onTrouble={refresh} />
    </s-stack>
  )
}
