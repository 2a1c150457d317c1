import { Checklist } from './Checklist.tsx'
import { Reasons } from './Reasons.tsx'
import { renewalOf, type Stage, stageOf } from './stage.ts'
import type { Status } from './status.ts'

export const TONE: Record<Stage, 'info' | 'success' | 'warning' | 'critical'> = {
  start: 'info',
  continue: 'info',
  waiting: 'info',
  returned: 'warning',
  verified: 'success',
  frozen: 'warning',
  refused: 'critical',
}

/** Where the customer stands, what is still missing, what the reviewer wrote and what happens next (B05, B07, B08). */
export function StatusPanel({ status, t }: { status: Status; t: (key: string) => string }) {
  const stage = stageOf(status)
  const renewal = renewalOf(status)
  return (
    <s-stack gap="base">
      <s-banner tone={TONE[stage]} heading={t(`stage.${stage}.heading`)}>
        <s-paragraph>{t(`stage.${stage}.text`)}</s-paragraph>
      </s-banner>
      {renewal && <s-paragraph>{t(`renewal.${renewal}`)}</s-paragraph>}
      <Reasons status={status} t={t} />
      <Checklist status={status} t={t} />
    </s-stack>
  )
}
