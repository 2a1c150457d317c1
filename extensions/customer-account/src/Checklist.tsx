import { type Step, stepsOf } from './stage.ts'
import type { Status } from './status.ts'

const ICON = {
  empty: { type: 'circle', tone: 'neutral' },
  missing: { type: 'circle', tone: 'neutral' },
  done: { type: 'check-circle-filled', tone: 'success' },
  checking: { type: 'clock', tone: 'info' },
  accepted: { type: 'check-circle-filled', tone: 'success' },
  returned: { type: 'alert-circle', tone: 'critical' },
} as const satisfies Record<Step['state'], { type: string; tone: string }>

/** Every step of this customer, with what is still missing said in words and not by an icon alone. */
export function Checklist({ status, t }: { status: Status; t: (key: string) => string }) {
  const steps = stepsOf(status)
  if (steps.length === 0) return null
  const open = steps.some((step) => ['empty', 'missing', 'returned'].includes(step.state))
  return (
    <s-stack gap="small">
      <s-text type="strong">{t(open ? 'checklist.open' : 'checklist.closed')}</s-text>
      <s-stack gap="small" accessibilityRole="unordered-list">
        {steps.map(({ key, state }) => (
          <s-stack key={key} direction="inline" gap="small" alignItems="center" accessibilityRole="list-item">
            <s-icon type={ICON[state].type} tone={ICON[state].tone} />
            <s-text>{t(`step.${key}`)}</s-text>
            <s-text color="subdued">{t(`state.${state}`)}</s-text>
          </s-stack>
        ))}
      </s-stack>
    </s-stack>
  )
}
