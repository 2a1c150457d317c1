import { stageOf } from './stage.ts'
import type { Status } from './status.ts'

/** What the reviewer wrote to the customer, part by part, in a box of its own because these are the shop's words and not ours. */
export function Reasons({ status, t }: { status: Status; t: (key: string) => string }) {
  const stage = stageOf(status)
  const written = status.returned.filter((entry) => entry.reason !== '')
  if (written.length === 0 || stage === 'refused' || stage === 'frozen') return null
  return (
    <s-box background="subdued" borderRadius="base" padding="base">
      <s-stack gap="small">
        <s-text type="strong">{t('reason.heading')}</s-text>
        {written.map(({ part, reason }) => (
          <s-stack key={part} gap="small-400">
            <s-text color="subdued">{t(`step.${part}`)}</s-text>
            {reason.split('\n').map((line, at) => (
              <s-paragraph key={at}>{line}</s-paragraph>
            ))}
          </s-stack>
        ))}
      </s-stack>
    </s-box>
  )
}
