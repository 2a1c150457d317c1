import { Actions } from './Actions.tsx'
import type { Host } from './host.ts'
import { ProblemNote } from './ProblemNote.tsx'
import { StatusPanel } from './StatusPanel.tsx'
import { useStatus } from './useStatus.ts'

/** The whole of a customer's verification: loading, trouble with a way out, or the status with what to do. */
export function Verification({ host }: { host: Host }) {
  const { reading, retry, refresh } = useStatus(host)
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
    <s-stack gap="base">
      <StatusPanel status={reading.status} t={t} />
      <Actions host={host} status={reading.status} onTrouble={refresh} />
    </s-stack>
  )
}
