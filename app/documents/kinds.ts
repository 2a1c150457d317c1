import type { Part } from '../kyc/case.ts'

/** What the vault takes, by content and never by name. HEIC is what an iPhone's camera writes, WebP what some Android ones and browsers do. */
export const MEDIA_TYPES = ['image/jpeg', 'image/png', 'image/webp', 'image/heic', 'application/pdf'] as const
export type MediaType = (typeof MEDIA_TYPES)[number]
export const isMediaType = (value: unknown): value is MediaType => MEDIA_TYPES.some((type) => type === value)

/** How the name of such a file ends. */
export const ENDINGS: Readonly<Record<MediaType, string>> = {
  'image/jpeg': 'jpg',
  'image/png': 'png',
  'image/webp': 'webp',
  'image/heic': 'heic',
  'application/pdf': 'pdf',
}

/** The kinds of paper that a customer can choose from, per part (B01, B02). */
export const KINDS = {
  identity: ['driving-licence', 'my-number-card', 'residence-card', 'passport', 'other'],
  corporate: ['registry-certificate', 'seal-certificate', 'other'],
} as const satisfies Record<Part, readonly string[]>
export type Kind = (typeof KINDS)[Part][number]

const MEGABYTE = 1024 * 1024

/** Largest file of a media type, in bytes. */
export const bytesMax = (mediaType: MediaType): number => (mediaType === 'application/pdf' ? 20 : 10) * MEGABYTE

/** Nothing larger than this is read at all. */
export const BYTES_MAX = 20 * MEGABYTE

/** Largest picture, in pixels: beyond it a small file can unpack to more memory than a server has. Phones make up to 50 million. */
export const PIXELS_MAX = 50_000_000

/** The same for pictures that must be unpacked as a whole: progressive JPEG, interlaced PNG, WebP. A phone's have 12 million. */
export const WHOLE_PIXELS_MAX = 16_000_000

/**
 * The same for HEIC, which is unpacked as a whole in a process of its own: twice as many do not fit into its memory. An iPhone's have 12 million,
 * or 24, of which it makes JPEG when it is asked for that.
 */
export const HEIC_PIXELS_MAX = 13_000_000

/** Most pages of a PDF: a corporation's register has ten, rarely twenty. */
export const PAGES_MAX = 30

/** Files of one submission: front, back, and pages of a longer paper. */
export const FILES_PER_SUBMISSION_MAX = 6

/** Files of one customer that the vault holds at once, over all submissions. */
export const FILES_PER_CUSTOMER_MAX = 60

/** Whether a kind belongs to a part. */
export const isKindOf = (part: Part, kind: string): kind is Kind => (KINDS[part] as readonly string[]).includes(kind)

export const isPart = (value: unknown): value is Part => value === 'identity' || value === 'corporate'

const UPLOAD_ID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/

/** Whether a text has the shape of the id that a page gives to an upload, so that a repeated one is recognised. */
export const isUploadId = (value: string): boolean => UPLOAD_ID.test(value)

const DOCUMENT_ID = /^[0-9a-f]{32}$/

/** Whether a text has the shape of a document's id. */
export const isDocumentId = (value: string): boolean => DOCUMENT_ID.test(value)

/** What anybody may know about a document: nothing that identifies a person, and no file name. */
export interface DocumentFacts {
  readonly id: string
  readonly part: Part
  readonly kind: Kind
  readonly mediaType: MediaType
  readonly bytes: number
  /** Files of one submission share a round; the next submission starts the next. */
  readonly round: number
  readonly uploadedAt: Date
  /** Null until the customer presses Send. */
  readonly sentAt: Date | null
  /** No longer part of what was handed in: sent back by a reviewer, or replaced by a later submission. */
  readonly returnedAt: Date | null
  /** The code of the reason, when a reviewer sent back just this one. */
  readonly returnedFor: string | null
}
