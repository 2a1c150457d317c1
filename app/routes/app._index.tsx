import type { ActionFunctionArgs, LoaderFunctionArgs } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { staffAtDoor, staffAtDoorWho } from '../doors/staff.server.ts'
import { counts } from '../kyc/queue.server.ts'
import { takeOverGlance } from '../kyc/take-over-view.server.ts'
import { countOpenTasks } from '../kyc/task-list.server.ts'
import { factsOf } from '../staff/facts-read.server.ts'
import { countFailures, tryAgain } from '../status/failures.server.ts'
import { answer } from '../ui/answer.server.ts'
import { HomePage, NobodyHome } from '../ui/home/home-page.tsx'
import { warningsOf } from '../ui/home/warnings.ts'

export { EmbeddedErrorBoundary as ErrorBoundary } from '../ui/embedded-error.tsx'
export { headers } from '../ui/embedded-headers.server.ts'

export const loader = async ({ request }: LoaderFunctionArgs) => {
  const { world, shop, member, settings, can } = await staffAtDoor(request)
  if (!can('see-figures')) return { figures: null }
  const [figures, tasks, failed, facts, takeOver] = await Promise.all([
    counts(world, shop),
    countOpenTasks(world, shop, member.role),
    countFailures(world, shop),
    factsOf(world, shop),
    takeOverGlance(world, shop),
  ])
  const shown = {
    counts: figures,
    tasks,
    failed,
    // Only owners can say which laws apply.
    warnings: warningsOf(facts, settings).filter(({ code }) => code !== 'holds-unset' || can('settings')),
    takeOver,
    may: { decide: can('decide'), seeCases: can('see-cases') },
    now: world.now(),
  }
  return { figures: shown }
}

export const action = async ({ request }: ActionFunctionArgs) => {
  const { world, shop, member } = await staffAtDoorWho('decide', request)
  return answer(await tryAgain(world, shop, member), 'try-again')
}

export default function Home() {
  const { figures } = useLoaderData<typeof loader>()
  return figures ? <HomePage data={figures} /> : <NobodyHome />
}
