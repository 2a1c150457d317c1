import { BlockStack, Box, Card, Divider, EmptyState, Link, Text } from '@shopify/polaris'
import { Fragment } from 'react'
import type { Names } from '../../kyc/people.server.ts'
import type { TaskEntry } from '../../kyc/task-list.server.ts'
import { CustomerName } from '../case/name.tsx'
import { Screen } from '../screen.tsx'
import { useT } from '../words.tsx'
import { TaskItem } from './task-item.tsx'

export interface TasksData {
  readonly tasks: readonly TaskEntry[]
  readonly names: Names
  readonly wording: Readonly<Record<string, string>>
  readonly mayClose: boolean
  readonly now: Date
}

/** Everything that needs a person's look, oldest first. */
export function TasksPage({ data: { tasks, names, ...shared } }: { data: TasksData }) {
  const t = useT()
  return (
    <Screen title={t('tasks.title')}>
      <BlockStack gap="400">
        {tasks.length > 0 && (
          <Box paddingInline={{ xs: '400', sm: '0' }}>
            <Text as="p" tone="subdued">
              {t('tasks.intro')}
            </Text>
          </Box>
        )}
        <Card padding="0">
          {tasks.length === 0 && <NoTasks />}
          {tasks.map((task, index) => (
            <Fragment key={task.id.toString()}>
              {index > 0 && <Divider />}
              <TaskItem
                task={task}
                {...shared}
                who={
                  <Link url={`/app/cases/${task.customer}`} accessibilityLabel={t('tasks.open')}>
                    <CustomerName customer={task.customer} names={names} />
                  </Link>
                }
              />
            </Fragment>
          ))}
        </Card>
      </BlockStack>
    </Screen>
  )
}

function NoTasks() {
  const t = useT()
  return (
    <Box paddingBlock="600">
      <EmptyState image="" heading={t('tasks.emptyTitle')}>
        <p>{t('tasks.emptyText')}</p>
      </EmptyState>
    </Box>
  )
}
