import { Box, Card, Divider, Text } from '@shopify/polaris'
import { Fragment } from 'react'
import { TaskItem } from '../tasks/task-item.tsx'
import { useT } from '../words.tsx'
import type { CaseData } from './case-page.tsx'

/** The customer's open tasks; nothing when there are none. */
export function CaseTasks({ data: { tasks, wording, now, may } }: { data: CaseData }) {
  const t = useT()
  if (tasks.length === 0) return null
  return (
    <Card padding="0" background="bg-surface-caution">
      <Box padding="400" paddingBlockEnd="0">
        <Text as="h2" variant="headingMd">
          {t('case.tasks')}
        </Text>
      </Box>
      {tasks.map((task, index) => (
        <Fragment key={task.id.toString()}>
          {index > 0 && <Divider />}
          <TaskItem task={task} wording={wording} now={now} mayClose={may.decide} />
        </Fragment>
      ))}
    </Card>
  )
}
