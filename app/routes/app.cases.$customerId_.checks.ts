import type { ActionFunctionArgs } from '@remix-run/node'
import { readPanelForm } from '../checks/panel-form.ts'
import { saveReading, todayIn } from '../checks/readings.server.ts'
import { staffAtDoorWho } from '../doors/staff.server.ts'
import { recordLeg } from '../methods/legs.server.ts'
import { customerIdOf } from '../shopify/gid.ts'
import { answer } from '../ui/answer.server.ts'

export { headers } from '../ui/embedded-headers.server.ts'

/** What a reviewer read on a paper, and what happened to a leg of the legal method. The case does not move by either. */
export const action = async ({ request, params }: ActionFunctionArgs) => {
  const { world, shop, member: by } = await staffAtDoorWho('decide', request)
  const customer = customerIdOf(params.customerId)
  if (customer === null) throw new Response(null, { status: 404 })
  const read = readPanelForm(await request.formData(), await todayIn(world, shop))
  if (!read.ok) return answer(read, '')
  const told = read.value
  return told.act === 'read'
    ? answer(await saveReading(world, { shop, customer }, { by, part: told.part, reading: told.reading }), 'read')
    : answer(await recordLeg(world, { shop, customer, by, entry: told.entry }), 'leg')
}
