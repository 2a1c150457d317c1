import type { ActionFunctionArgs, LoaderFunctionArgs } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { staffAtDoorWho } from '../doors/staff.server.ts'
import { chooseSource, confirmTakeOver, pauseTakeOver, readAgain } from '../kyc/take-over.server.ts'
import { readAct } from '../kyc/take-over-form.ts'
import { fromStore, takeOverView } from '../kyc/take-over-view.server.ts'
import { refuse } from '../platform/result.ts'
import { answer } from '../ui/answer.server.ts'
import { TakeOverPage } from '../ui/take-over/take-over-page.tsx'

export { EmbeddedErrorBoundary as ErrorBoundary } from '../ui/embedded-error.tsx'
export { headers } from '../ui/embedded-headers.server.ts'

export const loader = async ({ request }: LoaderFunctionArgs) => {
  const { world, shop, can } = await staffAtDoorWho('see-cases', request)
  const view = await takeOverView(world, shop)
  const store = fromStore(
    world,
    shop,
    view.examples.map(({ customer }) => customer),
  )
  return { view, store, mayDecide: can('take-over'), now: world.now() }
}

export const action = async ({ request }: ActionFunctionArgs) => {
  const act = readAct(await request.clone().formData())
  const { world, shop, member } = await staffAtDoorWho('take-over', request)
  switch (act?.type) {
    case 'read':
      return answer(await readAgain(world, shop, member), 'read')
    case 'choose':
      return answer(await chooseSource(world, shop, member, act.source), 'choose')
    case 'confirm':
      return answer(await confirmTakeOver(world, shop, member, act.seen), 'confirm')
    case 'pause':
    case 'resume':
      return answer(await pauseTakeOver(world, shop, member, act.type === 'pause'), act.type)
    default:
      return answer(refuse({ code: 'bad-input', fields: { type: 'unknown' } }), '')
  }
}

export default function TakeOverRoute() {
  return <TakeOverPage data={useLoaderData<typeof loader>()} />
}
