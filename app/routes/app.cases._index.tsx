import type { ActionFunctionArgs, LoaderFunctionArgs } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { changeSavedViews, readSavedAct } from '../desk/saved-views.server.ts'
import { staffAtDoorWho } from '../doors/staff.server.ts'
import { queueScreen } from '../kyc/queue-screen.server.ts'
import { refuse } from '../platform/result.ts'
import { answer } from '../ui/answer.server.ts'
import { readQueueAsk } from '../ui/queue/address.ts'
import { QueuePage } from '../ui/queue/queue-page.tsx'

export { EmbeddedErrorBoundary as ErrorBoundary } from '../ui/embedded-error.tsx'
export { headers } from '../ui/embedded-headers.server.ts'

export const loader = async ({ request }: LoaderFunctionArgs) => {
  const { world, shop, member, settings, can } = await staffAtDoorWho('see-cases', request)
  const ask = readQueueAsk(new URL(request.url).searchParams)
  const { serviceHours } = settings
  return {
    ...(await queueScreen(world, shop, { ...ask, me: member.id, serviceHours })),
    mayDecide: can('decide'),
    mayContact: can('contact'),
  }
}

export const action = async ({ request }: ActionFunctionArgs) => {
  const { world, shop, member } = await staffAtDoorWho('decide', request)
  const act = readSavedAct(await request.formData())
  if (!act) return answer(refuse({ code: 'bad-input', fields: { act: 'unknown' } }), '')
  return answer(await changeSavedViews(world, shop, member, act), act.act)
}

export default function Cases() {
  return <QueuePage data={useLoaderData<typeof loader>()} />
}
