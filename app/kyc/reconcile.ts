import { adopt, withoutBulk } from './adopt.ts'
import type { Case, LabelKey } from './case.ts'
import { type Edits, edits, shows } from './differences.ts'
import {
  type Base,
  type Confirmation,
  type ConfirmInput,
  DOUBT_MS,
  INTENT_LIVE_MS,
  type Instant,
  type Intent,
  LEAVE_MS,
  type Leave,
  type Outcome,
  type Reading,
  type ReconcileInput,
  type Writes,
} from './protocol.ts'
import { type Ruling, rule } from './rules.ts'
import { LABEL_KEYS, type Projection, project } from './tags.ts'

/** Decides what a reading of the store means and what to write back. Pure; the order of steps around it is in protocol.ts. */
export function reconcile(input: ReconcileInput): Outcome {
  const { base, intents, theirs, now, cycle } = input
  const { leave, ...ruling } = base ? ruled(input, base) : { ...adopt({ ...input, theirs: withoutBulk(theirs, intents) }), leave: [] }
  const wanted = project(ruling.next)
  const alone = leave.map(({ label }) => label)
  const writes = changes(theirs, wanted, alone)
  // Only a reading retires an intent, and only after it has been used to tell whose changes the reading shows.
  const live = intents.filter((intent) => theirs.readAt < intent.begunAt + INTENT_LIVE_MS)
  const nextIntents = writes ? [...live, intentOf(writes, cycle, now)] : live
  return {
    ...ruling,
    next: writes === null && alone.length === 0 ? confirmed(ruling.next) : ruling.next,
    adopted: base === null,
    writes,
    base: {
      labels: LABEL_KEYS.filter((label) => shows(theirs, label) || alone.includes(label)),
      metafield: { value: theirs.metafield.value, updatedAt: theirs.metafield.updatedAt },
      cycle,
      readAt: theirs.readAt,
    },
    intents: nextIntents,
    leave,
    wakeAt: wakeAt(nextIntents, leave, wanted, now),
  }
}

/** Rules 0 to 7 on what differs from base, and what rule 8 puts back besides. */
function ruled(input: ReconcileInput, base: Base): Ruling & { readonly leave: readonly Leave[] } {
  const { ours, intents, leave, theirs, policy } = input
  const found = edits(base, intents, theirs, project(ours))
  const known = leave.filter(({ label }) => found.removed.includes(label))
  const overdue = known.some(({ until }) => theirs.readAt >= until) && !fresh(found, known)
  const ruling = rule(ours, found, overdue, policy)
  const until = fresh(found, known) ? theirs.readAt + LEAVE_MS : Math.max(...known.map((left) => left.until))
  const wanted = project(ruling.next).labels
  const unexplained =
    ruling.rules.length === 0 && [...found.added, ...found.removed].some((label) => shows(theirs, label) !== wanted.includes(label))
  return {
    ...ruling,
    rules: unexplained ? ['8 put back'] : ruling.rules,
    leave: ruling.alone.map((label) => ({ label, until })),
  }
}

// Every further removal is a sign that staff are still editing: the ten minutes run from the last one, for all of them.
const fresh = (found: Edits, known: readonly Leave[]): boolean =>
  found.removed.some((label) => awaited(label) && !known.some((left) => left.label === label))

const awaited = (label: LabelKey): boolean => label === 'unverified' || label === 'identity-submitted' || label === 'corporate-submitted'

/** What the store must change to show a projection; null when nothing. */
function changes(theirs: Reading, wanted: Projection, alone: readonly LabelKey[]): Writes | null {
  const tagsToAdd = wanted.labels.filter((label) => !theirs.labels.includes(label) && !alone.includes(label))
  const tagsToRemove = LABEL_KEYS.filter((label) => shows(theirs, label) && !wanted.labels.includes(label))
  // The earlier text goes only when the one in use is seen beside it: half of a document must not make a label vanish.
  const tagsToReword = theirs.otherWording.filter((label) => wanted.labels.includes(label) && theirs.labels.includes(label))
  const { value, compareDigest } = theirs.metafield
  // A missing metafield locks as false does (X3), so there is nothing to write while the case is locked.
  const metafield = (value === true) === wanted.metafield ? null : { value: wanted.metafield, compareDigest }
  const some = tagsToAdd.length + tagsToRemove.length + tagsToReword.length > 0 || metafield !== null
  return some ? { tagsToAdd, tagsToRemove, tagsToReword, metafield } : null
}

function intentOf(writes: Writes, id: string, begunAt: Instant): Intent {
  const labels: Partial<Record<LabelKey, boolean>> = {}
  for (const label of writes.tagsToAdd) labels[label] = true
  for (const label of [...writes.tagsToRemove, ...writes.tagsToReword]) labels[label] = false
  return { id, begunAt, labels, metafield: writes.metafield?.value ?? null }
}

/** The store shows what the case wants: a denial is pending no more. That is no decision, so the version stays. */
const confirmed = (of: Case): Case => (of.denyPending ? { ...of, denyPending: false } : of)

function wakeAt(intents: readonly Intent[], leave: readonly Leave[], wanted: Projection, now: Instant): Instant | null {
  const times = [...leave.map(({ until }) => until), ...intents.map(({ begunAt }) => begunAt + INTENT_LIVE_MS)]
  // A write of ours may still open what is locked now: look more often than the others ask for.
  if (intents.some((intent) => intent.metafield === true && !wanted.metafield)) times.push(now + DOUBT_MS)
  return times.length > 0 ? Math.min(...times) : null
}

/** Takes the answer of the write document into base, intents and denyPending. An overtaken answer changes nothing. */
export function confirm(input: ConfirmInput): Confirmation {
  const { ours, base, intents, leave, sent, answer, outcome } = input
  const wanted = project(ours)
  if (base?.cycle !== sent.cycle) {
    return { ours, base, intents, settled: false, again: false, wakeAt: wakeAt(intents, leave, wanted, answer.readAt) }
  }
  const left = landed(base, input)
  const edited =
    LABEL_KEYS.some((label) => shows(answer, label) !== left.labels.includes(label) && !leave.some((alone) => alone.label === label)) ||
    answer.metafield.value !== left.metafield.value ||
    answer.metafield.updatedAt !== left.metafield.updatedAt
  const open = unanswered(input)
  const rest = changes(answer, wanted, [])
  const settled = rest === null && !edited
  const reword = rest !== null && rest.tagsToReword.length > 0 && outcome.tagsToRemove === 'landed'
  return {
    // A denial committed after the write was decided has not been read for yet: it stays pending, whatever this answer shows.
    ours: settled && ours.version === sent.version ? confirmed(ours) : ours,
    base: left,
    intents: open,
    settled,
    again: edited || reword || open.some(({ id }) => id === sent.cycle),
    wakeAt: wakeAt(open, leave, wanted, answer.readAt),
  }
}

/** Base after the write: what landed, and elsewhere what was read. An answer that shows something else shows an edit made since. */
function landed(base: Base, { sent, answer, outcome, written }: ConfirmInput): Base {
  const { tagsToAdd, tagsToRemove, metafield } = sent.writes
  const labels = LABEL_KEYS.filter((label) => {
    if (outcome.tagsToAdd === 'landed' && tagsToAdd.includes(label)) return true
    if (outcome.tagsToRemove === 'landed' && tagsToRemove.includes(label)) return false
    return base.labels.includes(label)
  })
  // A cycle that loaded before this answer must not commit over it.
  const cycle = `${sent.cycle} confirmed`
  if (metafield === null || outcome.metafield !== 'landed') return { ...base, labels, cycle }
  const ownDate = written ?? (answer.metafield.value === metafield.value ? answer.metafield.updatedAt : null)
  return { ...base, labels, cycle, metafield: { value: metafield.value, updatedAt: ownDate } }
}

/** Live intents after an answer: a part that landed cannot land again, a part that was refused never will. */
function unanswered({ intents, sent, outcome }: ConfirmInput): readonly Intent[] {
  return intents.flatMap((intent) => {
    if (intent.id !== sent.cycle) return [intent]
    const labels: Partial<Record<LabelKey, boolean>> = {}
    for (const label of LABEL_KEYS) {
      const to = intent.labels[label]
      if (to !== undefined && (to ? outcome.tagsToAdd : outcome.tagsToRemove) === 'unknown') labels[label] = to
    }
    const metafield = outcome.metafield === 'unknown' ? intent.metafield : null
    return Object.keys(labels).length > 0 || metafield !== null ? [{ ...intent, labels, metafield }] : []
  })
}
