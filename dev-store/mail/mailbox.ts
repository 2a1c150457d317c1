import type { AddressObject } from 'mailparser'

export interface Mail {
  readonly id: number
  readonly receivedAt: string
  readonly from: string
  readonly to: readonly string[]
  readonly subject: string
  readonly text: string
  /** As sent; screens must show it in a sandbox. */
  readonly html: string | null
  readonly headers: Readonly<Record<string, string>>
  readonly attachments: readonly { readonly name: string; readonly type: string; readonly size: number }[]
}

export interface Mailbox {
  /** Oldest first. */
  mails: Mail[]
  lastId: number
  readonly changed: Set<() => void>
}

const KEPT = 1000

/** A mailbox without mails. */
export const emptyMailbox = (): Mailbox => ({ mails: [], lastId: 0, changed: new Set() })

const addresses = (value: AddressObject | AddressObject[] | undefined): string[] =>
  [value ?? []].flat().flatMap((one) => one.value.map((entry) => entry.address ?? entry.name))

/** Reads one message and keeps it. */
export async function receiveMail(mailbox: Mailbox, source: Buffer, now: Date): Promise<Mail> {
  // Loaded with the first mail: the dev store starts faster without it.
  const { simpleParser } = await import('mailparser')
  const read = await simpleParser(source)
  mailbox.lastId += 1
  const mail: Mail = {
    id: mailbox.lastId,
    receivedAt: now.toISOString(),
    from: read.from?.text ?? '',
    to: addresses(read.to),
    subject: read.subject ?? '',
    text: read.text ?? '',
    html: read.html || null,
    headers: Object.fromEntries(read.headerLines.map((one) => [one.key, one.line.slice(one.line.indexOf(':') + 1).trim()])),
    attachments: read.attachments.map((one) => ({ name: one.filename ?? '', type: one.contentType, size: one.size })),
  }
  mailbox.mails.push(mail)
  if (mailbox.mails.length > KEPT) mailbox.mails.splice(0, mailbox.mails.length - KEPT)
  for (const tell of mailbox.changed) tell()
  return mail
}
