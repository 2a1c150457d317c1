import type { World } from '../platform/world.server.ts'

/** What stands in the history of a case beside its events: mails to the customer, and looks and claims out of the audit log. */
export type Beside =
  | { readonly kind: 'mail'; readonly id: string; readonly at: Date; readonly template: string; readonly state: string }
  | { readonly kind: 'act'; readonly id: string; readonly at: Date; readonly act: AuditAct; readonly actorId: string | null }

const ACTS = {
  'document.view': 'viewed',
  'document.download': 'downloaded',
  'kyc.claim': 'claimed',
  'kyc.take-claim': 'taken',
  'kyc.release': 'released',
} as const
export type AuditAct = (typeof ACTS)[keyof typeof ACTS]

const isAct = (action: string): action is keyof typeof ACTS => Object.hasOwn(ACTS, action)
const SHOWN_MAX = 200

/** Reads it, newest first; looks and claims only for whoever may see the audit log. */
export async function besideHistory(world: World, shop: string, customer: bigint, seesAudit: boolean): Promise<Beside[]> {
  const [mails, entries] = await Promise.all([
    world.db.mail.findMany({
      where: { shopId: shop, customerId: customer, audience: 'customer' },
      orderBy: { createdAt: 'desc' },
      take: SHOWN_MAX,
      select: { id: true, createdAt: true, sentAt: true, template: true, state: true },
    }),
    seesAudit
      ? world.db.auditEntry.findMany({
          where: { shopId: shop, subject: `customer:${customer}`, action: { in: Object.keys(ACTS) } },
          orderBy: { id: 'desc' },
          take: SHOWN_MAX,
          select: { id: true, at: true, action: true, actorId: true },
        })
      : [],
  ])
  return [
    ...mails.map(({ id, createdAt, sentAt, template, state }) => ({ kind: 'mail' as const, id, at: sentAt ?? createdAt, template, state })),
    ...entries.flatMap(({ id, at, action, actorId }) =>
      isAct(action) ? [{ kind: 'act' as const, id: id.toString(), at, act: ACTS[action], actorId }] : [],
    ),
  ].sort((a, b) => b.at.getTime() - a.at.getTime())
}
