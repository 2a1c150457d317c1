import type { LawId } from '../accounts/retention.ts'
import { askedAgain, inForce, kept } from '../documents/in-force.ts'
import type { DocumentFacts, Kind, MediaType } from '../documents/kinds.ts'
import type { Language } from '../platform/i18n/languages.ts'
import type { Part } from './case.ts'
import type { NamedCountry } from './countries.ts'
import type { ProfileForm } from './profile-form.ts'
import type { Standing } from './standing.ts'

/** A file in the vault, as the customer's page shows it. */
export interface FileView {
  readonly id: string
  readonly part: Part
  readonly kind: Kind
  readonly mediaType: MediaType
  readonly bytes: number
  readonly sent: boolean
  /** Why this one is asked for again, in the customer's language; empty: no reason of its own was given. Null: it is not asked for again. */
  readonly returned: string | null
}

/** A document as its customer may see it. */
export const fileView = ({ id, part, kind, mediaType, bytes, sentAt }: DocumentFacts, returned: string | null = null): FileView => ({
  id,
  part,
  kind,
  mediaType,
  bytes,
  sent: sentAt !== null,
  returned,
})

const PARTS: readonly Part[] = ['identity', 'corporate']

/**
 * The files that a customer still has to do with (C19): what stands, what is asked for again and why, and what waits to be sent. `textOf`: the
 * words for a reason's code.
 */
export function filesInHand(documents: readonly DocumentFacts[], of: Pick<Standing, Part>, textOf: (code: string) => string): FileView[] {
  const sent = PARTS.flatMap((part) => {
    const stays = kept(documents, part, of[part]).map((one) => fileView(one))
    if (of[part] !== 'returned') return stays
    const again = askedAgain(documents, part)
    const back = again.length > 0 ? again : inForce(documents, part)
    return [...stays, ...back.map((one) => fileView(one, one.returnedFor ? textOf(one.returnedFor) : ''))]
  })
  return [...sent, ...documents.filter(({ sentAt }) => sentAt === null).map((one) => fileView(one))]
}

/**
 * What a reviewer's words about a part say beyond the reasons of its single papers (C19): these stand beside the papers, in the language of the
 * page. `told`: the shop's words for those reasons, in every language, because the reviewer's were written in the one of that day.
 */
export function wordsBeyond(words: string, told: readonly string[]): string {
  const lines = words.split('\n').filter((line) => !told.some((text) => text !== '' && line.trimEnd().endsWith(text)))
  return lines.join('\n').trim()
}

/** Everything that the customer's page shows. Before the notice is accepted it holds nothing personal. */
export interface PageView {
  readonly language: Language
  readonly shopName: string
  readonly shopUrl: string
  readonly accountPage: string
  /** Sent back with everything that the page does. */
  readonly caseTag: string
  readonly notice: { readonly version: number; readonly language: Language; readonly text: string; readonly accepted: boolean }
  readonly standing: Standing
  /** The name in Shopify's record; null when it is not known or not given to us. */
  readonly name: string | null
  /** What the form starts with: the native address, and what was declared before. */
  readonly profile: ProfileForm
  readonly profileSaved: boolean
  /** Shopify did not answer, so the form may lack an address that exists. */
  readonly storeSilent: boolean
  readonly files: readonly FileView[]
  /** Why verification was refused, in the reviewer's words; empty when there are none. */
  readonly refusalText: string
  /** What a law would still hold if the dealings ended today: by which, for how many years, and on which day it is erased. Null: none would. */
  readonly keeping: { readonly law: LawId; readonly years: number; readonly day: string } | null
  /** The accepted papers that may be renewed now, with their last day, written as the customer writes days. */
  readonly renewable: readonly { readonly part: Part; readonly day: string }[]
}

/** The words of a page in another language, and its list of countries. */
export interface Worded<Messages> {
  readonly messages: Messages
  readonly countries: readonly NamedCountry[]
}
