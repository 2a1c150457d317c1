import type { Case, CaseEvent, LabelKey, Part } from './case.ts'
import { type Edits, isThird } from './differences.ts'
import { missingOf, step } from './machine.ts'
import type { Policy, RuleHit, Task } from './protocol.ts'
import { project } from './tags.ts'

/** What the rules made of a reading. `expired`: labels whose time alone is over. */
export interface Ruling {
  readonly next: Case
  readonly events: readonly CaseEvent[]
  readonly tasks: readonly Task[]
  readonly rules: readonly RuleHit[]
  /** Labels that are not to be put back yet. */
  readonly alone: readonly LabelKey[]
}

interface Bench {
  of: Case
  readonly edits: Edits
  readonly policy: Policy
  /** Labels left alone since an earlier reading, of which the time is over. */
  readonly overdue: boolean
  readonly events: CaseEvent[]
  readonly tasks: Task[]
  readonly rules: RuleHit[]
  alone: readonly LabelKey[]
}

const APPROVE: CaseEvent = { type: 'approve', via: 'hand' }
const SUBMITTED: Readonly<Record<Part, LabelKey>> = { identity: 'identity-submitted', corporate: 'corporate-submitted' }

/** Rules 0 to 7 of design.md section 3, in order; a denial wins over everything below it. Rule 8 is the projection itself. */
export function rule(ours: Case, edits: Edits, overdue: boolean, policy: Policy): Ruling {
  const bench: Bench = { of: ours, edits, policy, overdue, events: [], tasks: [], rules: [], alone: [] }
  const denied = denials(bench)
  if (!denied) openings(bench)
  notes(bench)
  return { next: bench.of, events: bench.events, tasks: bench.tasks, rules: bench.rules, alone: bench.alone }
}

/** Takes an event by hand if the law allows it. */
function take(bench: Bench, event: CaseEvent, hit: RuleHit): boolean {
  const stepped = step(bench.of, event)
  if (!stepped.ok) return false
  bench.of = stepped.value
  bench.events.push(event)
  bench.rules.push(hit)
  return true
}

function putBack(bench: Bench, hit: RuleHit, task: Task): void {
  bench.rules.push(hit)
  bench.tasks.push(task)
}

/** Rules 1 and 2. */
function denials(bench: Bench): boolean {
  const { of, edits } = bench
  const off = edits.metafield === 'locked' && of.verified && !of.frozen
  const taken = of.verified && edits.removed.some(isThird)
  if (off) take(bench, { type: 'freeze' }, '1 freeze')
  if (taken) take(bench, { type: 'revoke' }, '2 revoke')
  return off || taken
}

/** Labels of rule 5: what the case shows until it is approved. */
const awaiting = (of: Case): readonly LabelKey[] =>
  project(of).labels.filter((label) => label === 'unverified' || label === 'identity-submitted' || label === 'corporate-submitted')

const gone = ({ of, edits }: Bench): readonly LabelKey[] => awaiting(of).filter((label) => edits.removed.includes(label))

/** ③ labels added against what the case wants. */
const thirds = ({ of, edits }: Bench): readonly LabelKey[] => {
  const wanted = project(of).labels
  return edits.added.filter((label) => isThird(label) && !wanted.includes(label))
}

/** Rules 0 and 3 to 6. */
function openings(bench: Bench): void {
  const { of, edits } = bench
  const labels = [...thirds(bench), ...gone(bench)]
  const on = edits.metafield === 'opened'
  if (labels.length === 0 && !on) return
  if (of.denyPending || of.refused) {
    putBack(bench, '0 put back', { code: 'edit-during-denial', labels, metafield: on, refused: of.refused })
    return
  }
  if (edits.metafield === 'locked' || edits.metafield === 'ours') {
    // Two hand edits disagree, or may: the metafield was touched and ends locked, or our late write hides how it ended. No label opens (X2).
    putBack(bench, '1 disagree', { code: 'edits-disagree', labels })
    return
  }
  if (on) switchedOn(bench)
  addedThirds(bench)
  removedAwaiting(bench)
}

/** Rule 3. */
function switchedOn(bench: Bench): void {
  const { of, policy } = bench
  if (of.frozen) {
    if (of.verified) take(bench, { type: 'thaw' }, '3 thaw')
    else putBack(bench, '3 put back', { code: 'frozen-not-approved', labels: [], metafield: true })
  } else if (policy.handApprovals === 'request') {
    putBack(bench, '3 put back', { code: 'approval-requested', labels: [], metafield: true })
  } else take(bench, APPROVE, '3 approve')
}

/** Rule 4. */
function addedThirds(bench: Bench): void {
  const { of, policy } = bench
  const labels = thirds(bench)
  if (labels.length === 0) return
  const corporation = of.party === 'corporation'
  const fitting = labels.filter((label) => corporation || label === 'verified')
  if (fitting.length < labels.length) {
    const misfits = labels.filter((label) => !fitting.includes(label))
    putBack(bench, '4 put back', { code: 'label-does-not-fit', labels: misfits, party: of.party })
  }
  if (fitting.length === 0 || removalApproves(bench)) return
  if (!gone(bench).includes('unverified')) putBack(bench, '4 put back', { code: 'added-without-removal', labels: fitting })
  else if (policy.approveByTagAddition === 'never') putBack(bench, '4 put back', { code: 'approval-by-addition-off', labels: fitting })
  else if (of.frozen) putBack(bench, '4 put back', { code: 'frozen-not-approved', labels: fitting, metafield: false })
  else if (policy.handApprovals === 'request') {
    putBack(bench, '4 put back', { code: 'approval-requested', labels: fitting, metafield: false })
  } else if (corporation && !fitting.includes('corporate-verified')) {
    take(bench, { type: 'accept', part: 'identity' }, '4 accept identity')
    putBack(bench, '4 put back', { code: 'other-part-missing', missing: missingOf(bench.of, 'accepted') })
  } else take(bench, APPROVE, '4 approve')
}

const complete = ({ of, policy }: Bench): boolean => policy.approveByTagRemoval === 'always' || missingOf(of, 'submitted').length === 0

/** Everything rule 5 asks for is there. */
const removalApproves = (bench: Bench): boolean =>
  gone(bench).length > 0 &&
  gone(bench).length === awaiting(bench.of).length &&
  bench.policy.approveByTagRemoval !== 'never' &&
  bench.policy.handApprovals === 'count' &&
  complete(bench) &&
  !bench.of.frozen

/** Rules 5 and 6. */
function removedAwaiting(bench: Bench): void {
  const { of, policy } = bench
  const labels = gone(bench)
  if (labels.length === 0) return
  if (policy.approveByTagRemoval === 'never') putBack(bench, '5 put back', { code: 'approval-by-removal-off', labels })
  else if (!complete(bench)) putBack(bench, '5 put back', { code: 'papers-missing', missing: missingOf(of, 'submitted'), labels })
  else if (of.frozen) putBack(bench, '5 put back', { code: 'frozen-not-approved', labels, metafield: false })
  else if (labels.length < awaiting(of).length) {
    if (bench.overdue) putBack(bench, '6 put back', { code: 'removal-unfinished', labels })
    else {
      bench.alone = labels
      bench.rules.push('6 leave alone')
    }
  } else if (policy.handApprovals === 'request') {
    putBack(bench, '5 put back', { code: 'approval-requested', labels, metafield: false })
  } else take(bench, APPROVE, of.verified ? '5 renewal' : '5 approve')
}

/** Rule 7: what raises no trust. */
function notes(bench: Bench): void {
  const { edits } = bench
  // Papers that arrive in the same reading as an approval are what was approved.
  const approved = bench.events.includes(APPROVE)
  for (const part of ['identity', 'corporate'] as const) {
    const label = SUBMITTED[part]
    if (approved || !edits.added.includes(label) || bench.of[part] === 'submitted') continue
    if (take(bench, { type: 'submit', part }, '7 submitted')) continue
    if (bench.of.refused) putBack(bench, '7 put back', { code: 'edit-during-denial', labels: [label], metafield: false, refused: true })
    else putBack(bench, '7 put back', { code: 'label-does-not-fit', labels: [label], party: bench.of.party })
  }
  if (edits.added.includes('payout')) take(bench, { type: 'note-payout' }, '7 payout')
  if (edits.removed.includes('payout')) take(bench, { type: 'clear-payout' }, '7 payout')
  if (edits.added.includes('unverified') && bench.of.verified) putBack(bench, '7 put back', { code: 'unverified-added' })
}
