import type { Language } from '../platform/i18n/languages.ts'
import type { World } from '../platform/world.server.ts'
import type { StaffMember } from '../staff/members.server.ts'
import { may } from '../staff/roles.ts'
import type { Settings } from '../staff/settings.ts'
import type { MessageKind } from './message-kinds.ts'
import { messageTexts } from './message-texts.server.ts'
import { type Beside, besideHistory } from './timeline.server.ts'
import { type Watch, watchOf } from './watch.server.ts'
import { watchTagOf } from './watch-label.ts'

/** What the desk adds to a case page. */
export interface CaseDeskData {
  /** Null for members who may not write to customers. */
  readonly messages: Readonly<Record<Language, Readonly<Record<MessageKind, string>>>> | null
  readonly watch: Watch | null
  readonly watchTag: string
  readonly beside: readonly Beside[]
}

/** Reads what the desk adds to a case page for a member of staff; what a role may not see is not sent. */
export async function caseDesk(
  world: World,
  shop: string,
  customer: bigint,
  { by, settings }: { readonly by: StaffMember; readonly settings: Settings },
): Promise<CaseDeskData> {
  const contact = may(by.role, 'contact')
  const [watch, beside] = await Promise.all([
    contact ? watchOf(world, shop, customer) : null,
    besideHistory(world, shop, customer, may(by.role, 'see-audit')),
  ])
  return { messages: contact ? messageTexts() : null, watch, watchTag: watchTagOf(settings), beside }
}
