import { ageOn } from '../checks/days.ts'
import { readingOf } from '../checks/sealed-readings.server.ts'
import type { Case } from '../kyc/case.ts'
import { readCase } from '../kyc/cases.server.ts'
import { type Person, personOf } from '../kyc/people.server.ts'
import { profileOf } from '../kyc/submission.server.ts'
import { knownOf } from '../methods/legs.server.ts'
import { standings } from '../methods/legs.ts'
import { dayInJapan } from '../methods/methods.ts'
import type { World } from '../platform/world.server.ts'
import { ShopifySilent } from '../shopify/client.server.ts'
import type { Settings } from '../staff/settings.ts'
import type { Counterparty } from './entries.ts'

/** Who sold, and how identity was checked, at this moment. */
export interface Seller {
  readonly counterparty: Counterparty
  readonly verified: boolean
  /** The method of the store that was complete; null where none was, as after an approval by hand. */
  readonly method: string | null
}

/** Nobody is known: an order without a customer. */
export const NOBODY: Seller = {
  counterparty: { name: null, address: null, occupation: null, age: null, document: null },
  verified: false,
  method: null,
}

/** Reads everything that a row of the ledger says of the other party. Rejects with ShopifySilent when the store does not answer now. */
export async function sellerOf(
  world: World,
  shop: string,
  customer: bigint,
  { settings, tradedOn }: { settings: Settings; tradedOn: string },
): Promise<Seller> {
  const who = { shop, customer }
  const person = await personOf(world, shop, customer)
  if (person === 'unread') throw new ShopifySilent('a customer could not be read')
  const [row, profile] = await Promise.all([readCase(world, shop, customer), profileOf(world, who)])
  const of = row?.case
  const corporation = of?.party === 'corporation'
  const paper = await readingOf(world, world.db, who, corporation ? 'corporate' : 'identity')
  const { kind, issuedBy, number } = paper?.reading ?? {}
  return {
    counterparty: {
      ...(person === 'gone' ? { name: null, address: null } : nameAndAddress(person, corporation)),
      occupation: profile?.occupation || null,
      age: profile?.birthDate ? ageOn(profile.birthDate, tradedOn) : null,
      document: kind ? { kind, issuer: issuedBy ?? '', number: number ?? '' } : null,
    },
    verified: of?.verified === true,
    method: of?.verified ? await methodOf(world, who, of, settings) : null,
  }
}

/** A corporation stands in the ledger with its name, and with that of the person who acts for it. */
function nameAndAddress({ name, company, address }: Person, corporation: boolean): Pick<Counterparty, 'name' | 'address'> {
  const named = corporation ? [company, name].filter(Boolean).join(' ') || null : name
  return { name: named, address: address.join(' ') || null }
}

async function methodOf(world: World, who: { shop: string; customer: bigint }, of: Case, { methods }: Settings): Promise<string | null> {
  const known = { parts: of, ...(await knownOf(world.db, who, world.now())) }
  const complete = standings(methods, of.party, known, dayInJapan(world.now())).find(
    ({ inForce, legs }) => inForce && legs.every(({ state }) => state === 'done'),
  )
  return complete?.method.id ?? null
}
