import { BlockStack, Box, Card, Divider, Link, Text } from '@shopify/polaris'
import { Fragment } from 'react'
import type { ShownOrder } from '../../gate/shown.server.ts'
import type { Names } from '../../kyc/people.server.ts'
import type { ListedTask } from '../../kyc/task-list.server.ts'
import { CustomerName } from '../case/name.tsx'
import { Nothing } from '../nothing.tsx'
import { Screen } from '../screen.tsx'
import { useT } from '../words.tsx'
import { TaskItem } from './task-item.tsx'

export interface TasksData {
  readonly tasks: readonly ListedTask[]
  readonly names: Names
  readonly orders: Readonly<Record<string, ShownOrder>>
  readonly wording: Readonly<Record<string, string>>
  readonly mayClose: boolean
  readonly now: Date
}

/** Everything that needs a person's look, oldest first. */
export function TasksPage({ data: { tasks, names, orders, ...shared } }: { data: TasksData }) {
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
          {tasks.length === 0 && <Nothing title={t('tasks.emptyTitle')} text={t('tasks.emptyText')} />}
          {tasks.map((task, index) => (
            <Fragment key={task.id.toString()}>
              {index > 0 && <Divider />}
              <TaskItem task={task} {...shared} order={orders[task.facts.order?.id ?? '']} who={<Who task={task} names={names} />} />
            </Fragment>
          ))}
        </Card>
      </BlockStack>
    </Screen>
  )
}

/** The customer a task is about, as a link where there is a page to open. */
function Who({ task: { customer, known }, names }: { task: ListedTask; names: Names }) {
  const t = useT()
  // An order without a customer.
  if (customer === 0n) return null
  const name = <CustomerName customer={customer} names={names} />
  if (known) {
    return (
      <Link url={`/app/cases/${customer}`} accessibilityLabel={t('tasks.open')}>
        {name}
      </Link>
    )
  }
  return (
    <Text as="span" variant="bodySm">
      {name} ({t('tasks.gone')})
    </Text>
  )
}
