import { type Step, stepsOf } from './stage.ts'
import type { Status } from './status.ts'

const ICON = {
  empty: { type: 'circle', tone: 'neutral' },
  missing: { type: 'circle', tone: 'neutral' },
  returned: { type: 'alert-circle', tone: 'critical' },
  done: { type: 'check-circle-filled', tone: 'success' },
  checking: { type: 'clock', tone: 'info' },
  accepted: { type: 'check-circle-filled', tone: 'success' },
} as const satisfies Record<Step['state'], { type: string; tone: string }>

const isOpen = ({ state }: Step): boolean => ['empty', 'missing', 'returned'].includes(state)

/** What is still missing, and below it what is done; each said in words and not by an icon alone (B05). */
export function Checklist({ status, t }: { status: Status; t: (key: string) => string }) {
  const steps = stepsOf(status)
  return (
    <>
      <Steps heading={t('checklist.open')} steps={steps.filter(isOpen)} t={t} />
      <Steps heading={t('checklist.closed')} steps={steps.filter((step) => !isOpen(step))} t={t} />
    </>
  )
}

function Steps({ heading, steps, t }: { heading: string; steps: readonly Step[]; t: (key: string) => string }) {
  if (steps.length === 0) return null
  return (
    <s-stack gap="small">
      <s-text type="strong">{heading}</s-text>
      <s-stack gap="small" accessibilityRole="unordered-list" accessibilityLabel={heading}>
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
