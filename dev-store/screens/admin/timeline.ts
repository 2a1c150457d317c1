import { gid } from '../../store/gids.ts'
import { staffById } from '../../store/shops.ts'
import type { Actor, Customer, LogEntry } from '../../store/types.ts'
import { dateTime, personName } from '../format.ts'
import { type Html, html } from '../html.ts'
import { APP_NAME, type Desk } from './chrome.ts'

const ENTRIES_MAX = 60

function actorName({ shop, words }: Desk, by: Actor): string {
  if (by.kind === 'app') return APP_NAME
  if (by.kind === 'customer') return words.byCustomer
  if (by.kind === 'visitor') return words.byVisitor
  if (by.kind === 'system') return words.bySystem
  const person = staffById(shop, by.id)
  return person ? personName(person) : words.staffMember
}

function detailOf({ words, shop }: Desk, { detail, type, subject }: LogEntry): string {
  if (Array.isArray(detail.tags)) return detail.tags.join('、')
  if (type === 'orders/create') return [...shop.orders.values()].find((order) => gid('Order', order.id) === subject)?.name ?? ''
  if (typeof detail.key !== 'string') return ''
  const shown = (value: unknown) => (typeof value === 'string' ? value : words.blank)
  return `${detail.key}: ${shown(detail.before)} → ${shown(detail.after)}`
}

/** What happened to this customer, newest first: their own events and those of their orders. */
export function timelineOf(at: Desk, customer: Customer): Html {
  const { shop, words, staff } = at
  const subjects = new Set([gid('Customer', customer.id)])
  for (const order of shop.orders.values()) if (order.customerId === customer.id) subjects.add(gid('Order', order.id))
  const entries = shop.log
    .filter((entry) => subjects.has(entry.subject))
    .slice(-ENTRIES_MAX)
    .reverse()
  if (entries.length === 0) return html`<p class="quiet">${words.timelineEmpty}</p>`
  return html`<ol class="timeline">${entries.map(
    (
      entry,
    ) => html`<li data-event="${entry.type}"><span>${words.happened[entry.type] ?? entry.type}</span><time datetime="${entry.at}">${dateTime(entry.at, staff.locale, shop.timeZone)}</time>
      <small>${[actorName(at, entry.by), detailOf(at, entry)].filter(Boolean).join(' · ')}</small></li>`,
  )}</ol>`
}
