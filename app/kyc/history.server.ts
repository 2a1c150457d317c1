import type { Prisma } from '../../generated/prisma/client.ts'
import { type Keys, sealJson, unsealJson } from '../platform/crypto.server.ts'
import type { Tx } from '../platform/db.server.ts'
import { addJob } from '../platform/jobs.server.ts'
import type { World } from '../platform/world.server.ts'
import type { Part } from './case.ts'

/** Who did something to a case. `shopify-admin`: staff by hand on Shopify's own page; Shopify does not tell who. */
export interface Actor {
  readonly kind: 'customer' | 'staff' | 'shopify-admin' | 'system'
  readonly id?: string
}

/** Beside the codes: free texts, sealed because people write names into them. */
export interface Told {
  readonly data?: Prisma.InputJsonObject
  readonly publicText?: string
  readonly privateNote?: string
}

export interface HistoryEntry {
  readonly id: bigint
  readonly at: Date
  readonly actor: Actor['kind']
  readonly actorId: string | null
  readonly type: string
  readonly data: Readonly<Record<string, unknown>>
  readonly publicText?: string
  readonly privateNote?: string
}

/** What the seal of an event's texts is bound to: its own id, so that no two of a customer can be exchanged unseen. */
const about = (shop: string, customer: bigint, event: bigint): string => `${shop}:kyc-event:${customer}:${event}`
/** What it was bound to before; a change of the shop's key seals these anew (docs/decisions/0014-keys-that-change.md). */
const aboutBefore = (shop: string, customer: bigint): string => `${shop}:kyc-event:${customer}`

interface Texts {
  readonly publicText?: string
  readonly privateNote?: string
}

function openTexts(keys: Keys, shop: string, customer: bigint, { id, sealed }: { id: bigint; sealed: Uint8Array }): Texts {
  try {
    return unsealJson(keys, about(shop, customer, id), sealed) as Texts
  } catch {
    return unsealJson(keys, aboutBefore(shop, customer), sealed) as Texts
  }
}

/** A person stops a customer: what is still to be handed over is looked at again (D04). */
const STOPS: readonly string[] = ['freeze', 'refuse', 'revoke']

/** Writes one line of a case's history, in the transaction of the change it tells of, and leaves what follows from it. Answers its id. */
export async function tell(
  world: World,
  tx: Tx,
  shop: string,
  customer: bigint,
  type: string,
  by: Actor,
  told: Told = {},
): Promise<bigint> {
  const { data = {}, publicText, privateNote } = told
  const texts = { ...(publicText ? { publicText } : {}), ...(privateNote ? { privateNote } : {}) }
  if (STOPS.includes(type)) {
    const stopped = { shop, customer: String(customer) }
    await addJob(tx, 'gate.customer', stopped, { key: `gate-customer:${shop}:${customer}`, priority: 2 })
  }
  const event = { shopId: shop, customerId: customer, at: world.now(), actor: by.kind, actorId: by.id ?? null, type, data }
  if (Object.keys(texts).length === 0) return (await tx.kycEvent.create({ data: event, select: { id: true } })).id
  const [drawn] = await tx.$queryRaw<{ id: bigint }[]>`select nextval(pg_get_serial_sequence('kyc_events', 'id')) as id`
  if (!drawn) throw new Error('no id for an event')
  const sealed = sealJson(await world.keyring.of(shop), about(shop, customer, drawn.id), texts)
  await tx.kycEvent.create({ data: { ...event, id: drawn.id, sealed } })
  return drawn.id
}

/** The history of a case, newest first. */
export async function history(world: World, shop: string, customer: bigint): Promise<HistoryEntry[]> {
  const rows = await world.db.kycEvent.findMany({ where: { shopId: shop, customerId: customer }, orderBy: { id: 'desc' }, take: 500 })
  if (rows.length === 0) return []
  const key = await world.keyring.of(shop)
  return rows.map(({ id, at, actor, actorId, type, data, sealed }) => ({
    id,
    at,
    actor: actor as Actor['kind'],
    actorId,
    type,
    data: (data ?? {}) as Record<string, unknown>,
    ...(sealed ? openTexts(key, shop, customer, { id, sealed }) : {}),
  }))
}

/** The decisions of which a customer is told, with the words of a member of staff where there were some. */
export type ToldDecision = 'return' | 'refuse' | 'revoke' | 'clear-payout'

/** What a member of staff wrote to a customer with the last decision of a kind, on a part if one is named; null when nothing was written. */
export async function lastWords(world: World, shop: string, customer: bigint, type: ToldDecision, part?: string): Promise<string | null> {
  const entries = await history(world, shop, customer)
  const last = entries.find((entry) => entry.type === type && (part === undefined || entry.data.part === part))
  return last?.publicText ?? null
}

/** What a member of staff wrote to a customer in one line of the history; null when the line is gone. */
export async function wordsOf(world: World, shop: string, customer: bigint, event: bigint): Promise<string | null> {
  const row = await world.db.kycEvent.findFirst({ where: { shopId: shop, id: event, customerId: customer }, select: { sealed: true } })
  if (!row?.sealed) return null
  return openTexts(await world.keyring.of(shop), shop, customer, { id: event, sealed: row.sealed }).publicText ?? null
}

/** Why each part was returned last, for the customer: the public texts only. */
export async function reasonsOf(
  world: World,
  shop: string,
  customer: bigint,
): Promise<{ part: Part; reason: string; publicText: string; at: Date }[]> {
  const entries = (await history(world, shop, customer)).filter(({ type }) => type === 'return')
  return (['identity', 'corporate'] as const).flatMap((part) => {
    const last = entries.find(({ data }) => data.part === part)
    return last ? [{ part, reason: String(last.data.reason ?? ''), publicText: last.publicText ?? '', at: last.at }] : []
  })
}
