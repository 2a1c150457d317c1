import { type Adopted, adopt, type Verdict, verdictOf } from './adopt.ts'
import { type Case, type LabelKey, NEW_CASE } from './case.ts'
import { isThird } from './differences.ts'
import { type Adopt, DEFAULT_POLICY, type Reading } from './protocol.ts'
import { project } from './tags.ts'

/** A boolean customer metafield of the store's own. */
export interface Source {
  readonly namespace: string
  readonly key: string
  readonly name: string
}

export const sameSource = (one: Pick<Source, 'namespace' | 'key'>, other: Pick<Source, 'namespace' | 'key'>): boolean =>
  one.namespace === other.namespace && one.key === other.key

/** What a preview saw of a customer, as its row keeps it. */
export interface Sighting {
  readonly labels: string
  readonly metafield: string
  /** One letter for each source that the preview read. */
  readonly own: string
}

const letterOf = (value: boolean | null): string => (value === null ? '-' : value ? 't' : 'f')

/** What is kept of a look at a customer. */
export const sightingOf = (theirs: Reading, own: readonly (boolean | null)[]): Sighting => ({
  labels: [...new Set([...theirs.labels, ...theirs.otherWording])].sort().join(),
  metafield: theirs.metafield.value === null ? '' : String(theirs.metafield.value),
  own: own.map(letterOf).join(''),
})

/** A sighting as the reading that it was. */
export const readingOf = ({ labels, metafield }: Pick<Sighting, 'labels' | 'metafield'>): Reading => ({
  labels: labels === '' ? [] : (labels.split(',') as LabelKey[]),
  otherWording: [],
  metafield: { value: metafield === '' ? null : metafield === 'true', updatedAt: null, compareDigest: null },
  readAt: 0,
})

/** What a sighting shows of the metafield that the owner chose. */
export const ownOf = ({ own }: Pick<Sighting, 'own'>, source: number | null): boolean | null =>
  source === null || own[source] === '-' ? null : own[source] === 't'

/** The labels that bulk mutations may add: they neither open nor lock anything, whoever has changed what since the preview. */
const IN_BULK: readonly LabelKey[] = ['opened', 'unverified']

/** The labels that a customer without a case lacks, of those that may be added in bulk (docs/decisions/0013-taking-over-in-bulk.md). */
export function lacking(seen: Sighting, source: number | null): readonly LabelKey[] {
  const theirs = readingOf(seen)
  const wanted = project(foresee(NEW_CASE, false, theirs, ownOf(seen, source)).next).labels
  return IN_BULK.filter((label) => wanted.includes(label) && !theirs.labels.includes(label))
}

/** True when a fresh reading shows what the preview saw, in everything that the owner's choice looks at. */
export function isUnchanged(seen: Sighting, theirs: Reading, own: boolean | null, source: number | null): boolean {
  const now = sightingOf(theirs, [])
  if (now.labels !== seen.labels || now.metafield !== seen.metafield) return false
  return source === null || seen.own[source] === letterOf(own)
}

/** How a first reading is taken: the engine and the preview both ask here. `trusted`: confirmed, and unchanged since it was seen. */
export const adoptionOf = (ours: Case, returning: boolean, trusted: boolean): Adopt =>
  returning && ours.version > 0 ? 'returning' : trusted ? 'trusting' : 'strict'

/** What a confirmation would make of a customer, if nothing changes until then. The law itself, on the same input as later. */
export function foresee(ours: Case, returning: boolean, theirs: Reading, own: boolean | null): Adopted & { readonly verdict: Verdict } {
  const adopted = adopt({
    ours,
    base: null,
    intents: [],
    leave: [],
    theirs,
    now: theirs.readAt,
    cycle: 'preview',
    policy: DEFAULT_POLICY,
    adopt: adoptionOf(ours, returning, true),
    own,
  })
  return { ...adopted, verdict: verdictOf(adopted) }
}

/** Where the taking over stands, as far as the engine asks. */
export interface Permission {
  /** The owner has confirmed a preview of this installation, and has not paused. */
  readonly given: boolean
}

/**
 * Whether a customer of whom no reading of this installation is known waits for the owner: nothing of who was there before an installation is touched until a preview is confirmed. Who came to
 * us meanwhile is served, unless that would take a ③ or a switched metafield away; a person's decision in the app ends the waiting.
 */
export function waitsForOwner(of: {
  readonly fromBefore: boolean
  readonly permission: Permission
  readonly ours: Case | null
  readonly returning: boolean
  readonly decided: boolean
  readonly theirs: Reading
}): boolean {
  if (!of.fromBefore || of.permission.given) return false
  if (of.ours === null || of.returning) return true
  const trusts = [...of.theirs.labels, ...of.theirs.otherWording].some(isThird) || of.theirs.metafield.value !== null
  return trusts && !of.decided
}

/** Letters of the verdicts in a sighting's row. */
export const VERDICTS: readonly Verdict[] = ['verified', 'pending', 'contradictory', 'locked', 'new']
export const verdictLetter = (verdict: Verdict): string => verdict.charAt(0)

/** How many of each verdict. */
export type VerdictCounts = Readonly<Record<Verdict, number>>

/** The name under which a survey counts a verdict for a choice: null is the tags alone. */
export const countName = (source: number | null, verdict: Verdict): string => `${source ?? 'tags'}:${verdict}`

/** The counts of a choice, out of everything that a survey counted. */
export const countsFor = (counts: Readonly<Record<string, number>>, source: number | null): VerdictCounts =>
  Object.fromEntries(VERDICTS.map((verdict) => [verdict, counts[countName(source, verdict)] ?? 0])) as Record<Verdict, number>

/** Minutes until the rest is done at the rate of the last minute; null while nothing can be said. */
export const minutesLeft = (left: number, perMinute: number): number | null =>
  left === 0 ? 0 : perMinute > 0 ? Math.ceil(left / perMinute) : null
