import type { ActionFunctionArgs, LoaderFunctionArgs } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { staffAtDoorWho } from '../doors/staff.server.ts'
import { namesOf } from '../kyc/people.server.ts'
import { leaveAsIs, sendAgain } from '../messaging/undelivered.server.ts'
import { tryAgain } from '../status/failures.server.ts'
import { statusOf } from '../status/status.server.ts'
import { answer } from '../ui/answer.server.ts'
import { StatusPage } from '../ui/status/status-page.tsx'

export { EmbeddedErrorBoundary as ErrorBoundary } from '../ui/embedded-error.tsx'
export { headers } from '../ui/embedded-headers.server.ts'

export const loader = async ({ request }: LoaderFunctionArgs) => {
  const { world, shop } = await staffAtDoorWho('settings', request)
  const status = await statusOf(world, shop)
  const customers = [
    ...status.failures.flatMap((failure) => failure.customers),
    ...status.undelivered.flatMap(({ customer }) => customer ?? []),
  ]
  return { status, names: await namesOf(world, shop, customers), now: world.now() }
}

export const action = async ({ request }: ActionFunctionArgs) => {
  const { world, shop, member } = await staffAtDoorWho('settings', request)
  const form = await request.formData()
  const mail = String(form.get('mail'))
  switch (form.get('type')) {
    case 'mail-again':
      return answer(await sendAgain(world, shop, member, mail), 'mail-again')
    case 'mail-leave':
      return answer(await leaveAsIs(world, shop, member, mail), 'mail-leave')
    default:
      return answer(await tryAgain(world, shop, member), 'try-again')
  }
}

export default function StatusRoute() {
  return <StatusPage data={useLoaderData<typeof loader>()} />
}
