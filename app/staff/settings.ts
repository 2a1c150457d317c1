import { z } from 'zod'
import type { LabelKey } from '../kyc/case.ts'
import { MANUAL, METHODS, type MethodParty } from '../methods/methods.ts'
import { LANGUAGES, type Language } from '../platform/i18n/languages.ts'

/** What is done when something about a verified customer has changed. */
export const CHANGE_RULES = ['ignore', 'task', 'lock'] as const

const email = z.email().max(254)
const wording = z.string().trim().min(1).max(255)
const change = z.enum(CHANGE_RULES)
const labelKey = z.enum([
  'opened',
  'unverified',
  'identity-submitted',
  'corporate-submitted',
  'payout',
  'verified',
  'corporate-verified',
]) satisfies z.ZodType<LabelKey>

/** Methods by name: what a newer app wrote, or the table has dropped, is no reason to lose the settings. */
const methodsFor = (party: MethodParty) =>
  z
    .array(z.string())
    .default([...MANUAL[party]])
    .transform((ids) => METHODS.methods.filter(({ id, parties }) => ids.includes(id) && parties.includes(party)).map(({ id }) => id))

/** Two weeks: whoever needs longer must reject the account. */
export const COOL_DOWN_HOURS_MAX = 336

/** How often a customer is reminded of a paper, and for how many days the grace may be. */
export const EXPIRY_LIMITS = { reminders: 5, remindDays: 365, graceDays: 90 } as const

/** What the owner sets for a shop. Stored as JSON; whatever is absent has the default of the demo store's manual. */
export const Settings = z.object({
  /** Language of staff mails, and of customers who have not chosen one. */
  language: z.enum(LANGUAGES).default('ja'),
  notices: z
    .object({
      /** Who gets mails about registrations and submissions. */
      to: z.array(email).max(20).default([]),
      /** A03: a registration is told, and can be switched off. */
      registered: z.boolean().default(true),
      /** B03, B04: papers sent in are told. */
      submitted: z.boolean().default(true),
    })
    .prefault({}),
  /** Own wordings of labels; absent ones have the preset of `language`. */
  labels: z.partialRecord(labelKey, wording).default({}),
  /** The wording before a change, all labels; recognised as ours while the change runs (law: tags.ts `earlier`). Null: no change runs. */
  earlierLabels: z.record(labelKey, wording).nullable().default(null),
  /** When the change in `earlierLabels` began. */
  labelsChangedAt: z.iso.datetime().nullable().default(null),
  approveByTagRemoval: z.enum(['submitted', 'always', 'never']).default('submitted'),
  approveByTagAddition: z.enum(['with-removal', 'never']).default('with-removal'),
  /** Whose approval needs a second member (app/kyc/second-eyes.ts). */
  secondApproval: z.enum(['none', 'corporations', 'all']).default('none'),
  /** Whether an approval by hand on Shopify's page counts, where anybody with access to customers can make it, or is a request. */
  approvalByHand: z.enum(['counts', 'request']).default('counts'),
  /** By which methods the shop identifies whom; one of them complete is enough (app/methods). */
  methods: z.object({ individual: methodsFor('individual'), corporation: methodsFor('corporation') }).prefault({}),
  /** Youngest age, in full years, at which the pre-check of age is content. */
  ageMin: z.union([z.literal(18), z.literal(20)]).default(18),
  /** Hours after which papers that wait for a decision are late. */
  serviceHours: z.number().int().min(1).max(720).default(24),
  /** Hours for which nothing is paid out after a customer has changed his account. */
  payoutCoolDownHours: z.int().min(0).max(COOL_DOWN_HOURS_MAX).default(48),
  /** A04: who registered so many days ago can be reminded, and nobody more often than every so many days. */
  reminderAfterDays: z.number().int().min(0).max(365).default(3),
  reminderEveryDays: z.number().int().min(1).max(365).default(14),
  /** The tag of customers whom staff watch; empty: the preset of `language`. */
  watchLabel: z.string().trim().max(255).default(''),
  /** Papers that run out (app/kyc/expiry.ts): when the customer is reminded, how long the grace is, and whether customers are asked at all. */
  expiry: z
    .object({
      remindDays: z.array(z.number().int().min(1).max(EXPIRY_LIMITS.remindDays)).max(EXPIRY_LIMITS.reminders).default([60, 30, 7]),
      graceDays: z.number().int().min(0).max(EXPIRY_LIMITS.graceDays).default(0),
      ask: z.boolean().default(true),
    })
    .prefault({}),
  /** What is done when something about a verified customer changes in the store or the form (app/kyc/changes.ts). */
  changes: z
    .object({
      name: change.default('lock'),
      address: change.default('task'),
      birthDate: change.default('task'),
      email: change.default('task'),
    })
    .prefault({}),
  /** In which order the reasons of a return are offered, as codes; the rest comes behind (app/kyc/return-reasons.ts). */
  reasonOrder: z.object({ identity: z.array(z.string()).default([]), corporate: z.array(z.string()).default([]) }).prefault({}),
  /** What the head of the ledger says of the dealer: 許可番号 and the like (古物営業法). */
  ledgerPermit: z.string().trim().max(200).default(''),
  /** Laws that oblige the shop to keep records of those it has identified (accounts/retention.ts). Null: not said yet, so all of them. */
  holds: z
    .array(z.enum(['kobutsu', 'hanshu']))
    .nullable()
    .default(null),
  /** Who said so last, and when. The audit log has every change. */
  holdsSet: z.object({ at: z.iso.datetime(), by: z.string() }).nullable().default(null),
})
export type Settings = z.infer<typeof Settings>

/** The settings in a shop's row. Throws when the row holds what no version of the app wrote. */
export const readSettings = (json: unknown): Settings => Settings.parse(json ?? {})

export type { Language }
