import type { ActionFunctionArgs, LoaderFunctionArgs } from '@remix-run/node'
import { previewReminder, startReminder } from '../desk/reminders.server.ts'
import { staffAtDoorWho } from '../doors/staff.server.ts'
import { answer } from '../ui/answer.server.ts'

export { headers } from '../ui/embedded-headers.server.ts'

/** Whom a bulk reminder would reach (A04). */
export const loader = async ({ request }: LoaderFunctionArgs) => {
  const { world, shop } = await staffAtDoorWho('contact', request)
  return previewReminder(world, shop)
}

export const action = async ({ request }: ActionFunctionArgs) => {
  const { world, shop, member } = await staffAtDoorWho('contact', request)
  const form = await request.formData()
  return answer(await startReminder(world, shop, member, String(form.get('id') ?? '')), 'reminder')
}
