import { useFetcher } from '@remix-run/react'
import { Badge, BlockStack, Box, Button, InlineStack, Text } from '@shopify/polaris'
import type { ReactNode } from 'react'
import type { ShownOrder } from '../../gate/shown.server.ts'
import type { TaskEntry } from '../../kyc/task-list.server.ts'
import type { Answer } from '../answer.ts'
import { CaughtOrder } from '../gate/caught-order.tsx'
import { Ago } from '../moment.tsx'
import { refusalKey } from '../refusal-banner.tsx'
import { useToast } from '../toast.ts'
import { useT, useWords } from '../words.tsx'
import { isContradiction, isField, isTaskCode } from './task-words.ts'

interface Props {
  readonly task: TaskEntry
  /** The wording of each label, by key. */
  readonly wording: Readonly<Record<string, string>>
  readonly now: Date
  readonly mayClose: boolean
  /** The caught order that it is about, where something can be done about it. */
  readonly order?: ShownOrder | undefined
  /** Who it is about, where that is not plain. */
  readonly who?: ReactNode
}

/** One task: what happened, what it means, what to do. */
export function TaskItem({ task, wording, now, mayClose, order, who }: Props) {
  const t = useT()
  const { code, count } = task
  const known = isTaskCode(code)
  return (
    <Box padding="400">
      <BlockStack gap="200">
        <InlineStack align="space-between" blockAlign="start" gap="200" wrap={false}>
          <Text as="h3" variant="headingSm">
            {known ? t(`tasks.code.${code}.title`) : t('tasks.unknown', { code })}
          </Text>
          {count > 1 && <Badge>{t('tasks.times', { count })}</Badge>}
        </InlineStack>
        {known && <Text as="p">{t(`tasks.code.${code}.text`)}</Text>}
        {task.facts.order && <CaughtOrder about={task.facts.order} order={order} mayDecide={mayClose} />}
        <Facts task={task} wording={wording} />
        <InlineStack align="space-between" blockAlign="center" gap="300">
          <InlineStack gap="200" blockAlign="center">
            {who}
            <Text as="span" tone="subdued" variant="bodySm">
              <Ago at={task.openedAt} now={now} />
            </Text>
          </InlineStack>
          {mayClose && !task.facts.order && <Close task={task} />}
        </InlineStack>
      </BlockStack>
    </Box>
  )
}

function Facts({ task: { facts }, wording }: Pick<Props, 'task' | 'wording'>) {
  const { t, messages } = useWords()
  const labels = facts.labels.map((key) => wording[key] ?? key)
  const missing = facts.missing.flatMap((each) =>
    each === 'party' || each === 'identity' || each === 'corporate' ? [t(`missing.${each}`)] : [],
  )
  const because = facts.because.map((each) =>
    isMergeReason(each) ? t(`tasks.mergeReason.${each}`) : isContradiction(messages, each) ? t(`takeOver.because.${each}`) : each,
  )
  const fields = facts.fields.map((each) => (isField(messages, each) ? t(`tasks.field.${each}`) : each))
  const lines = [
    fields.length > 0 && t('tasks.changed', { fields: fields.join(' · ') }),
    labels.length > 0 && t('tasks.labels', { labels: labels.join(' · ') }),
    missing.length > 0 && t('tasks.missing', { missing: missing.join(' · ') }),
    because.length > 0 && because.join(' · '),
  ].filter((line): line is string => typeof line === 'string')
  if (lines.length === 0) return null
  return (
    <BlockStack gap="050">
      {lines.map((line) => (
        <Text key={line} as="p" tone="subdued" variant="bodySm">
          {line}
        </Text>
      ))}
    </BlockStack>
  )
}

const MERGE_REASONS = ['other-refused', 'other-frozen', 'other-not-verified', 'parties-differ', 'approved-around-merge'] as const
const isMergeReason = (value: string): value is (typeof MERGE_REASONS)[number] => MERGE_REASONS.some((each) => each === value)

function Close({ task }: { task: TaskEntry }) {
  const t = useT()
  const fetcher = useFetcher<Answer>()
  const said = fetcher.data
  useToast(
    said,
    said ? t(said.ok ? 'tasks.closed' : said.refusal.code === 'not-found' ? 'tasks.alreadyClosed' : refusalKey(said.refusal)) : null,
  )
  return (
    <fetcher.Form method="post" action="/app/tasks">
      <input type="hidden" name="task" value={task.id.toString()} />
      <Button submit loading={fetcher.state !== 'idle'}>
        {t('tasks.close')}
      </Button>
    </fetcher.Form>
  )
}
