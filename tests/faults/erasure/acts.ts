import { randomUUID } from 'node:crypto'
import { issueTicket, redeemTicket } from '../../../app/doors/tickets.server.ts'
import { keepAll } from '../../../app/inbox/inbox.server.ts'
import { readCase } from '../../../app/kyc/cases.server.ts'
import { type Decision, decide } from '../../../app/kyc/decisions.server.ts'
import { acceptNotice } from '../../../app/kyc/notice.server.ts'
import { DEFAULT_NOTICE_VERSION } from '../../../app/kyc/notice-texts.ts'
import { chooseParty, saveProfile, send, takeFile } from '../../../app/kyc/submission.server.ts'
import { changeSettings } from '../../../app/staff/change-settings.server.ts'
import type { Chance } from '../random.ts'
import type { Desk } from './desk.ts'
import { type Person, paperOf } from './person.ts'

export const OWNER = { id: 9001n, name: '関 一郎', role: 'owner' } as const

/** One thing that somebody does: what it is called in the log, and the doing. What the product refuses is no fault of it. */
export interface Act {
  readonly name: string
  readonly do: () => Promise<unknown>
}

/** Everything that customers, staff and Shopify can do about one customer. */
export function actsFor(desk: Desk, shop: string, person: Person, chance: Chance): Readonly<Record<string, () => Act>> {
  const { world } = desk
  const { customer } = person
  const who = { shop, customer }
  const words = `${person.name}様 ${person.email} ${person.profile.phone}`
  const act = (name: string, work: () => Promise<unknown>) => () => ({ name: `${name} ${customer}`, do: work })
  const decided = (decision: Decision) =>
    act(decision.type, async () => {
      const version = (await readCase(world, shop, customer))?.case.version ?? 0
      return decide(world, { ...who, version, by: OWNER, decision })
    })
  const told = (topic: string, payload: object) => act(topic, () => keepAll(world, [{ shop, topic, webhookId: randomUUID(), payload }]))
  let pages = 0
  return {
    enter: act('enter', async () => redeemTicket(world, (await issueTicket(world, shop, customer, 'ja')).text)),
    consent: act('consent', () => acceptNotice(world, shop, customer, { version: DEFAULT_NOTICE_VERSION, language: 'ja' })),
    individual: act('individual', () => chooseParty(world, who, 'individual')),
    party: act('party', () => chooseParty(world, who, chance.of(['individual', 'corporation']))),
    profile: act('profile', () => saveProfile(world, who, person.profile)),
    upload: act('upload', () => {
      const bytes = paperOf(person, pages++)
      const body = new Blob([new Uint8Array(bytes)]).stream()
      return takeFile(world, who, { part: 'identity', kind: 'passport', upload: randomUUID(), declaredBytes: bytes.length, body })
    }),
    send: act('send', () => send(world, who)),
    accept: decided({ type: 'accept', part: 'identity' }),
    return: decided({ type: 'return', part: 'identity', reason: 'blurred', publicText: words, privateNote: words }),
    approve: decided({ type: 'approve' }),
    revoke: decided({ type: 'revoke', publicText: words, privateNote: words }),
    refuse: decided({ type: 'refuse', publicText: words, privateNote: words }),
    reopen: decided({ type: 'reopen' }),
    freeze: decided({ type: 'freeze', privateNote: words }),
    thaw: decided({ type: 'thaw' }),
    request: told('customers/data_request', { customer: { id: Number(customer), email: person.email }, data_request: { id: 1 } }),
    redact: told('customers/redact', { customer: { id: Number(customer), email: person.email, phone: person.profile.phone } }),
    updated: told('customers/update', { id: Number(customer), admin_graphql_api_id: `gid://shopify/Customer/${customer}` }),
    merged: told('customers/merge', {
      admin_graphql_api_customer_kept_id: `gid://shopify/Customer/${chance.of([customer, customer + 1n])}`,
      admin_graphql_api_customer_deleted_id: `gid://shopify/Customer/${customer + 1n}`,
      status: chance.of(['completed', 'failed']),
    }),
    holds: act('holds', () => {
      const laws = chance.of([[], ['kobutsu'], ['hanshu'], ['kobutsu', 'hanshu']] as const)
      return changeSettings(world, shop, OWNER, { section: 'holds', laws })
    }),
    work: act('work', () => desk.work()),
  }
}
