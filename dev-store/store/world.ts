import { emptyMailbox, type Mailbox } from '../mail/mailbox.ts'
import type { DefinitionDraft } from './definition-rules.ts'
import { gid } from './gids.ts'
import type { Actor, LogEntry, Shop } from './types.ts'

export interface Config {
  /** Own address: http://127.0.0.1:7410. */
  readonly origin: string
  readonly appUrl: string
  readonly apiKey: string
  readonly apiSecret: string
  /** What `$app` resolves to: app--{apiClientId}. */
  readonly apiClientId: number
  readonly smtpPort: number | null
}

/** One entry of `[[webhooks.subscriptions]]`; the address is relative to the app's or absolute. */
export interface Subscription {
  readonly topics: readonly string[]
  readonly uri: string
  readonly includeFields: readonly string[] | null
}

/** What the app declares about itself in shopify.app.toml. */
export interface AppDeclaration {
  readonly scopes: readonly string[]
  readonly subscriptions: readonly Subscription[]
  readonly metafields: readonly DefinitionDraft[]
  readonly proxy: { readonly prefix: string; readonly subpath: string; readonly path: string }
}

/** Something that happened in a shop and that apps may hear about. `detail` holds what the webhook needs beside the subject. */
export interface Happening {
  readonly type: string
  readonly subject: { readonly type: string; readonly id: number }
  readonly by: Actor
  readonly detail?: Record<string, unknown>
}

export interface World {
  readonly config: Config
  /** Read anew when the file changes. */
  readonly app: () => AppDeclaration
  readonly shops: Map<string, Shop>
  readonly clock: { offsetMs: number }
  /** Every mail that the SMTP sink got, for the inbox. */
  readonly mailbox: Mailbox
  readonly listeners: Set<(shop: Shop, happening: Happening) => void>
  /** Called after every change, so that a snapshot can be written. */
  readonly changed: Set<() => void>
}

export const DEFAULT_SHOP = 'sekisho-demo.myshopify.com'
export const RECORDINGS_TOKEN = 'shpat_recordings'
const LOG_LENGTH = 5000

/** An empty world with nobody listening; shops come by `openShop`. */
export function createWorld(config: Config, app: () => AppDeclaration): World {
  return { config, app, shops: new Map(), clock: { offsetMs: 0 }, mailbox: emptyMailbox(), listeners: new Set(), changed: new Set() }
}

/** The dev store's own time in milliseconds: the machine's, moved by `/__dev/clock`. */
export const timeOf = (world: World): number => Date.now() + world.clock.offsetMs

/** Now as Shopify prints it: seconds, no milliseconds. */
export const stamp = (world: World): string => `${new Date(timeOf(world)).toISOString().slice(0, 19)}Z`

/** A number never used before in this shop, not even before a reset. */
export function nextId(shop: Shop): number {
  shop.lastId += 1
  return shop.lastId
}

/** Writes the history and tells listeners (webhooks); the one way for a change to become known. */
export function tell(world: World, shop: Shop, happening: Happening): void {
  const entry: LogEntry = {
    id: nextId(shop),
    at: new Date(timeOf(world)).toISOString(),
    type: happening.type,
    subject: gid(happening.subject.type, happening.subject.id),
    by: happening.by,
    detail: happening.detail ?? {},
  }
  shop.log.push(entry)
  if (shop.log.length > LOG_LENGTH) shop.log.splice(0, shop.log.length - LOG_LENGTH)
  for (const listen of world.listeners) listen(shop, happening)
  for (const changed of world.changed) changed()
}
