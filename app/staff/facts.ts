import { z } from 'zod'

/** What the store last told about itself; everything is absent until the first reading. */
export const Facts = z.object({
  name: z.string().optional(),
  currency: z.string().optional(),
  timezone: z.string().default('Asia/Tokyo'),
  plan: z.object({ name: z.string(), plus: z.boolean(), development: z.boolean() }).optional(),
  scopes: z.array(z.string()).default([]),
  /** Names and e-mails come back empty: access to protected customer data is not approved. */
  namesWithheld: z.boolean().default(false),
  readAt: z.iso.datetime().optional(),
})
export type Facts = z.infer<typeof Facts>

/** The facts in a shop's row. */
export const readFacts = (json: unknown): Facts => Facts.parse(json ?? {})
