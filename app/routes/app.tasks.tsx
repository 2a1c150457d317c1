import type { ActionFunctionArgs, LoaderFunctionArgs } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { staffAtDoorWho } from '../doors/staff.server.ts'
import { shownOrders } from '../gate/shown.server.ts'
import { namesOf } from '../kyc/people.server.ts'
import { closeTask, openTasks } from '../kyc/task-list.server.ts'
import { wordingsOf } from '../kyc/wordings.ts'
import { refuse } from '../platform/result.ts'
import { answer } from '../ui/answer.server.ts'
import { TasksPage } from '../ui/tasks/tasks-page.tsx'

export { EmbeddedErrorBoundary as ErrorBoundary } from '../ui/embedded-error.tsx'
export { headers } from '../ui/embedded-headers.server.ts'

export const loader = async ({ request }: LoaderFunctionArgs) => {
  const { world, shop, member, settings, can } = await staffAtDoorWho('see-cases', request)
  const tasks = await openTasks(world, shop, member.role)
  const customers = tasks.map(({ customer }) => customer)
  return {
    tasks,
    names: await namesOf(world, shop, customers),
    orders: await shownOrders(
      world,
      shop,
      tasks.map(({ facts }) => facts.order?.id ?? null),
    ),
    wording: wordingsOf(settings).wording,
    mayClose: can('decide'),
    now: world.now(),
  }
}

export const action = async ({ request }: ActionFunctionArgs) => {
  const { world, shop, member } = await staffAtDoorWho('decide', request)
  const task = String((await request.formData()).get('task'))
  if (!/^\d{1,18}$/.test(task)) return answer(refuse({ code: 'not-found' } as const), '')
  return answer(await closeTask(world, shop, BigInt(task), member), 'close')
}

export default function Tasks() {
  return <TasksPage data={useLoaderData<typeof loader>()} />
}
