import type { ActionFunctionArgs, LoaderFunctionArgs } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { countByDefault } from '../accounts/holds.server.ts'
import { askForSegments, segmentsOf } from '../desk/segments.server.ts'
import { watchTagOf } from '../desk/watch-label.ts'
import { staffAtDoorWho } from '../doors/staff.server.ts'
import { changeReasons } from '../kyc/change-reasons.server.ts'
import { noticeInUse, writeNotice } from '../kyc/notices.server.ts'
import { reasonsFor } from '../kyc/reasons.server.ts'
import { PRESETS } from '../kyc/tags.ts'
import { labelCounts, settleRewording } from '../kyc/wording-change.server.ts'
import { wordingsOf } from '../kyc/wordings.ts'
import { dayInJapan, METHODS } from '../methods/methods.ts'
import { changeSettings } from '../staff/change-settings.server.ts'
import { grant, staffOf } from '../staff/members.server.ts'
import { readSettingsForm } from '../staff/settings-form.ts'
import { answer } from '../ui/answer.server.ts'
import { SettingsPage } from '../ui/settings/settings-page.tsx'

export { EmbeddedErrorBoundary as ErrorBoundary } from '../ui/embedded-error.tsx'
export { headers } from '../ui/embedded-headers.server.ts'

export const loader = async ({ request }: LoaderFunctionArgs) => {
  const { world, shop, member, settings, can } = await staffAtDoorWho('see-settings', request)
  const [rewording, figures, notice, staff, sealedByDefault, segments, reasons] = await Promise.all([
    settleRewording(world, shop, settings),
    labelCounts(world, shop),
    noticeInUse(world, shop),
    staffOf(world, shop),
    countByDefault(world, shop),
    segmentsOf(world, shop),
    reasonsFor(world, shop),
  ])
  return {
    settings,
    wording: wordingsOf(settings).wording,
    rewording,
    labelCounts: figures,
    presets: PRESETS,
    notice,
    staff,
    segments,
    reasons,
    watchTag: watchTagOf(settings),
    me: member.id,
    methods: { list: METHODS.methods, version: METHODS.version, today: dayInJapan(world.now()) },
    mayChange: can('settings'),
    sealedByDefault,
    mayUnseal: can('unseal'),
    now: world.now(),
  }
}

export const action = async ({ request }: ActionFunctionArgs) => {
  const { world, shop, member } = await staffAtDoorWho('settings', request)
  const read = readSettingsForm(await request.formData())
  if (!read.ok) return answer(read, '')
  const change = read.value
  switch (change.section) {
    case 'notice':
      return answer(await writeNotice(world, shop, member, change.language, change.text), change.section)
    case 'segments':
      return answer(await askForSegments(world, shop, member), change.section)
    case 'reasons':
      return answer(await changeReasons(world, shop, member, change.change), change.section)
    case 'role':
      return answer(await grant(world, shop, member, change.member, change.role), change.section)
    default:
      return answer(await changeSettings(world, shop, member, change), change.section)
  }
}

export default function SettingsRoute() {
  return <SettingsPage data={useLoaderData<typeof loader>()} />
}
