import { createTransport, type Transporter } from 'nodemailer'
import type { Mail, Prisma } from '../../generated/prisma/client.ts'
import { isMessageKind } from '../desk/message-kinds.ts'
import { readCase } from '../kyc/cases.server.ts'
import { fieldsIn } from '../kyc/changes.ts'
import { lastWords, type ToldDecision, wordsOf } from '../kyc/history.server.ts'
import { nameOf } from '../kyc/names.ts'
import { viewsOf } from '../kyc/views.ts'
import { type Language, languageOf } from '../platform/i18n/languages.ts'
import { messagesOf } from '../platform/i18n/messages.ts'
import { translator } from '../platform/i18n/translate.ts'
import { reasonOf } from '../platform/reason.ts'
import type { World } from '../platform/world.server.ts'
import { accountUrl, appPageInAdmin, storefrontUrl } from '../shopify/embedding.server.ts'
import { customerGid } from '../shopify/gid.ts'
import { CustomerDetailsDocument } from '../shopify/operations.generated.ts'
import { readFacts } from '../staff/facts.ts'
import { readSettings, type Settings } from '../staff/settings.ts'
import { maybeAccepted } from './accepted.ts'
import { htmlOf, type Letter, textOf } from './letter.ts'

interface Reader {
  readonly to: readonly string[]
  readonly name: string | null
  readonly language: Language
}

/**
 * Sends one waiting mail: claimed last before the mail server is asked, so that two workers never send one twice, with a Message-ID that
 * stays the same for its row. A server that says later leaves the row waiting and rejects, so that the job is tried again; one that says no
 * leaves it failed. Where a process died between the claim and our commit, or the line broke while the mail was on it, nobody knows whether
 * it went: the row becomes uncertain and is never resent by itself (undelivered.server.ts).
 */
export async function sendMail(world: World, shop: string, id: string): Promise<void> {
  const where = { shopId_id: { shopId: shop, id } }
  const mail = await world.db.mail.findUnique({ where })
  if (mail?.state === 'claimed') await pass(world, mail, 'claimed', { state: 'uncertain', reason: 'worker-died' })
  if (mail?.state !== 'waiting') return
  if (mail.template === 'customer.reminder' && !(await isStillReminded(world, mail))) {
    await pass(world, mail, 'waiting', { state: 'dropped' })
    return
  }
  const row = await world.db.shop.findUniqueOrThrow({ where: { shopId: shop } })
  const settings = readSettings(row.settings)
  const reader = mail.audience === 'staff' ? staffReader(settings) : await customerReader(world, shop, mail, settings)
  if (reader.to.length === 0) {
    // Of thousands who are reminded some have no address: nobody is to look after each of them.
    const state = mail.template === 'customer.reminder' ? 'dropped' : 'failed'
    await pass(world, mail, 'waiting', { state, reason: 'no-address' })
    return
  }
  const letter = letterOf(mail, readFacts(row.facts).name ?? shop, reader, await wordsFor(world, mail))
  if (!(await pass(world, mail, 'waiting', { state: 'claimed' }))) return
  try {
    await transport(world).sendMail({
      from: world.config.mailFrom,
      to: [...reader.to],
      subject: letter.subject,
      text: textOf(letter),
      html: htmlOf(letter),
      messageId: `<${id}@${new URL(world.config.appUrl).hostname}>`,
      headers: { 'Auto-Submitted': 'auto-generated', 'Content-Language': letter.lang },
    })
  } catch (error) {
    const reason = reasonOf(error)
    if (maybeAccepted(error)) await pass(world, mail, 'claimed', { state: 'uncertain', reason })
    else if (isForGood(error)) await pass(world, mail, 'claimed', { state: 'failed', reason })
    else {
      await pass(world, mail, 'claimed', { state: 'waiting', reason })
      throw error
    }
    return
  }
  await pass(world, mail, 'claimed', { state: 'sent', sentAt: world.now(), reason: null })
}

/** Brings a mail from one state to another; false when it is not in the first one any more. */
async function pass(world: World, { shopId, id }: Mail, from: string, data: Prisma.MailUpdateManyMutationInput): Promise<boolean> {
  return (await world.db.mail.updateMany({ where: { shopId, id, state: from }, data })).count > 0
}

const staffReader = ({ notices, language }: Settings): Reader => ({ to: notices.to, name: null, language })

/** What a letter follows from. */
type Draft = Pick<Mail, 'shopId' | 'customerId' | 'template' | 'audience' | 'facts'>

/** A mail as it would leave now. */
export interface Composed {
  readonly to: string | null
  readonly language: Language
  readonly subject: string
  readonly text: string
}

/** Writes a mail to a customer without sending it. */
export async function compose(world: World, draft: Draft, said: string): Promise<Composed> {
  const row = await world.db.shop.findUniqueOrThrow({ where: { shopId: draft.shopId } })
  const reader = await customerReader(world, draft.shopId, draft, readSettings(row.settings))
  const letter = letterOf(draft, readFacts(row.facts).name ?? draft.shopId, reader, said)
  return { to: reader.to[0] ?? null, language: reader.language, subject: letter.subject, text: textOf(letter) }
}

/** Whoever has begun meanwhile, or was stopped, is not reminded. */
async function isStillReminded(world: World, { shopId, customerId }: Mail): Promise<boolean> {
  const row = customerId === null ? null : await readCase(world, shopId, customerId)
  return row !== null && !row.gone && viewsOf(row.case).includes('registered')
}

async function customerReader(
  world: World,
  shop: string,
  { customerId }: Pick<Mail, 'customerId'>,
  { language }: Settings,
): Promise<Reader> {
  const client = await world.shopify(shop)
  const { data } = await client.request(CustomerDetailsDocument, { id: customerGid(customerId ?? 0n) })
  const address = data.customer?.defaultEmailAddress?.emailAddress
  return {
    to: address ? [address] : [],
    name: data.customer ? nameOf(data.customer) : null,
    language: languageOf(data.customer?.locale ?? '') ?? language,
  }
}

const DECISIONS: Partial<Record<string, ToldDecision>> = {
  'customer.returned': 'return',
  'customer.refused': 'refuse',
  'customer.revoked': 'revoke',
  'customer.payoutRejected': 'clear-payout',
}

const partOf = ({ facts }: Draft): 'identity' | 'corporate' | undefined => {
  const { part } = facts as { part?: unknown }
  return part === 'identity' || part === 'corporate' ? part : undefined
}

/** The reviewer's words to the customer (C19, C21, C22): read where they are sealed when the mail leaves, never kept in its row. */
async function wordsFor(world: World, mail: Mail): Promise<string | null> {
  const { event } = mail.facts as { event?: string }
  if (mail.template === 'customer.message') return event ? wordsOf(world, mail.shopId, mail.customerId ?? 0n, BigInt(event)) : null
  const decision = DECISIONS[mail.template]
  return decision && mail.customerId !== null ? lastWords(world, mail.shopId, mail.customerId, decision, partOf(mail)) : null
}

/** Mails that say which papers they are about. */
const ABOUT_A_PART = ['customer.returned', 'customer.expiring', 'customer.expired', 'customer.locked']

/** The day that a mail is about, as its reader writes days; a day and no moment, so in no time zone. */
function dayFor({ facts }: Draft, language: Language): string {
  const { day } = facts as { day?: unknown }
  return typeof day === 'string' ? new Intl.DateTimeFormat(language, { dateStyle: 'long', timeZone: 'UTC' }).format(new Date(day)) : ''
}

/** What has changed about the reader, in words. */
function fieldsFor({ facts }: Draft, language: Language): string {
  const { field } = messagesOf(language).mail.customer
  const changed = fieldsIn(String((facts as { fields?: unknown }).fields ?? '').split(',')).map((each) => field[each])
  return new Intl.ListFormat(language).format(changed.length > 0 ? changed : [field.other])
}

function letterOf(mail: Draft, name: string, reader: Reader, said: string | null): Letter {
  const { shopId: shop, template, customerId } = mail
  const t = translator(reader.language, messagesOf(reader.language).mail)
  const [audience, what] = template.split('.') as ['staff' | 'customer', never]
  const part = partOf(mail)
  const corporate = part === 'corporate' && audience === 'staff'
  const { kind } = mail.facts as { kind?: string }
  const words = (key: 'subject' | 'body' | 'button') => {
    if (template === 'customer.message' && key === 'subject')
      return t(`customer.message.${isMessageKind(kind) ? kind : 'free'}.subject`, { shop: name })
    const wanted = corporate && key !== 'button' ? `corporate${key === 'subject' ? 'Subject' : 'Body'}` : key
    return t(`${audience}.${what}.${wanted}` as Parameters<typeof t>[0], {
      shop: name,
      day: dayFor(mail, reader.language),
      fields: fieldsFor(mail, reader.language),
    })
  }
  const urls = {
    'staff.registered': () => appPageInAdmin(shop, `/app/cases/${customerId}`),
    'staff.submitted': () => appPageInAdmin(shop, `/app/cases/${customerId}`),
    'customer.verified': () => storefrontUrl(shop),
  }
  const url = (urls as Record<string, () => string>)[template] ?? (() => accountUrl(shop))
  return {
    lang: reader.language,
    subject: words('subject'),
    greeting: audience === 'staff' ? null : reader.name ? t('greeting', { name: reader.name }) : t('greetingWithoutName'),
    body: words('body'),
    document: ABOUT_A_PART.includes(template) && part ? t('customer.document', { part: t(`customer.part.${part}`) }) : null,
    said: said === null ? null : { by: t('customer.said', { shop: name }), text: said },
    button: { label: words('button'), url: url() },
    footer: t(`${audience}.footer`, { shop: name }),
  }
}

/** A refusal that the same mail would meet again (RFC 5321: 5yz). 503 speaks of the conversation, not of the mail. */
function isForGood(error: unknown): boolean {
  const { responseCode } = error as { responseCode?: number }
  return responseCode !== undefined && responseCode >= 500 && responseCode < 600 && responseCode !== 503 && !isAboutUs(error)
}

/** The server does not want us, whatever we bring: that is mended in the settings, and the mail can wait. */
const isAboutUs = (error: unknown): boolean => (error as { code?: string }).code === 'EAUTH'

/** No second attempt of the library's own: where a line broke the mail may have been taken. */
const PATIENCE = { maxRequeues: 0, connectionTimeout: 20_000, greetingTimeout: 20_000, socketTimeout: 60_000 }

let made: Transporter | undefined

function transport({ config }: World): Transporter {
  if (!config.smtpUrl) throw new Error('SMTP_URL is missing')
  made ??= createTransport({ url: config.smtpUrl, pool: true, ...PATIENCE } as never)
  return made
}
