import { inForce } from '../documents/in-force.ts'
import type { Kind } from '../documents/kinds.ts'
import { documentsOf } from '../documents/vault.server.ts'
import { type Part, partsOf } from '../kyc/case.ts'
import { readCase } from '../kyc/cases.server.ts'
import type { Person } from '../kyc/people.server.ts'
import { type LegNote, legNotes, knownOf as legsKnown } from '../methods/legs.server.ts'
import { type MethodStanding, type OpenLeg, openLegsOf, standings } from '../methods/legs.ts'
import { dayInJapan, METHODS, type MethodTable } from '../methods/methods.ts'
import type { World } from '../platform/world.server.ts'
import type { StaffMember } from '../staff/members.server.ts'
import { may } from '../staff/roles.ts'
import type { Settings } from '../staff/settings.ts'
import type { Looked } from './checks.ts'
import { knownOf, lookedOf } from './readings.server.ts'
import { type ReadPaper, readingOf } from './sealed-readings.server.ts'

/** One part on the checklist: what was read of its paper, and what the checks look at today. The screen runs them, also on what is being typed. */
export interface PartPanel {
  readonly part: Part
  /** The kind of the paper that was sent last, or of the reading. */
  readonly kind: Kind
  readonly read: ReadPaper | null
  readonly looked: Looked
}

/** The checklist of a case (C13): the legal methods and their legs, and the pre-checks of each part. */
export interface Panel {
  readonly parts: readonly PartPanel[]
  readonly methods: readonly MethodStanding[]
  readonly notes: readonly LegNote[]
  readonly open: readonly OpenLeg[]
  /** How each leg is done. */
  readonly how: MethodTable['legs']
}

/** Reads the checklist for a member who may see documents; null for others, and where there is no case. `person` is what the page reads anyway. */
export async function panelOf(
  world: World,
  { shop, customer }: { shop: string; customer: bigint },
  by: StaffMember,
  { methods }: Settings,
  person: Promise<Person | 'unread' | 'gone'>,
): Promise<Panel | null> {
  if (!may(by.role, 'see-documents')) return null
  const row = await readCase(world, shop, customer)
  if (!row) return null
  const who = { shop, customer }
  const [known, documents, records, notes] = await Promise.all([
    person.then((found) => knownOf(world, who, found)),
    documentsOf(world, shop, customer),
    legsKnown(world.db, who, world.now()),
    legNotes(world, shop, customer),
  ])
  const parts = await Promise.all(
    partsOf(row.case.party).map(async (part): Promise<PartPanel> => {
      const read = await readingOf(world, world.db, who, part)
      const sent = documents.filter((one) => one.part === part && one.sentAt !== null)
      const kind = read?.reading.kind ?? (inForce(documents, part).at(-1) ?? sent.at(-1))?.kind ?? 'other'
      const looked = await lookedOf(world.db, who, known, part, read?.reading ?? null)
      return { part, kind, read, looked }
    }),
  )
  const day = dayInJapan(world.now())
  return {
    parts,
    methods: standings(methods, row.case.party, { ...records, parts: row.case }, day),
    notes,
    // Whoever is approved waits for nothing, also by a method that the store has chosen since.
    open: row.case.verified ? [] : openLegsOf(methods, row.case.party, records, day),
    how: METHODS.legs,
  }
}
