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
}

/** A document as its customer may see it. */
export const fileView = ({ id, part, kind, mediaType, bytes, sentAt }: DocumentFacts): FileView => ({
  id,
  part,
  kind,
  mediaType,
  bytes,
  sent: sentAt !== null,
})

/** The files that a customer still has to do with: what waits, and of what was sent the newest submission of each part. */
export function filesInHand(documents: readonly DocumentFacts[]): FileView[] {
  const newest = (part: Part) =>
    Math.max(0, ...documents.filter((one) => one.part === part && one.sentAt !== null).map(({ round }) => round))
  return documents.filter((one) => one.sentAt === null || one.round === newest(one.part)).map(fileView)
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
}

/** The words of a page in another language, and its list of countries. */
export interface Worded<Messages> {
  readonly messages: Messages
  readonly countries: readonly NamedCountry[]
}
