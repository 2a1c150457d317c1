import type { Problem } from './app.ts'

/** What went wrong and what to try, with a button to try it. */
export function ProblemNote({ problem, t, onRetry }: { problem: Problem; t: (key: string) => string; onRetry?: () => void }) {
  return (
    <s-stack gap="base">
      <s-banner tone="critical" heading={t(`problem.${problem}.heading`)}>
        <s-paragraph>{t(`problem.${problem}.text`)}</s-paragraph>
      </s-banner>
      {onRetry && (
        <s-stack direction="inline" gap="base">
          <s-button variant="secondary" onClick={onRetry}>
            {t('action.retry')}
          </s-button>
        </s-stack>
      )}
    </s-stack>
  )
}
