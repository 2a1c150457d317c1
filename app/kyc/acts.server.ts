import { ok, type Result } from '../platform/result.ts'
import type { World } from '../platform/world.server.ts'
import type { CustomerAct } from './acts.ts'
import { acceptNotice } from './notice.server.ts'
import { chooseParty, saveProfile, send, type Who } from './submission.server.ts'

/** Carries out what a customer did on the page. Looking and reading in another language change nothing here. */
export async function carryOut(world: World, who: Who, act: CustomerAct): Promise<Result<unknown>> {
  switch (act.act) {
    case 'accept':
      return acceptNotice(world, who.shop, who.customer, { version: act.version, language: act.language })
    case 'party':
      return chooseParty(world, who, act.party)
    case 'profile':
      return saveProfile(world, who, act.form)
    case 'send':
      return send(world, who)
    default:
      return ok(null)
  }
}
