/** One condition of the law or of the engine, changed. `find` must stand exactly once in the file. */
export interface Plant {
  readonly name: string
  readonly file: string
  readonly find: string
  readonly put: string
}

const law = (file: string) => `app/kyc/${file}`
const ENGINE = 'tests/faults/engine.ts'

export const PLANTS: readonly Plant[] = [
  {
    name: 'base alone, without intents (metafield)',
    file: law('differences.ts'),
    find: "return intents.some((intent) => intent.metafield === true) ? 'ours' : 'opened'",
    put: "return 'opened'",
  },
  {
    name: 'base alone, without intents (labels)',
    file: law('differences.ts'),
    find: 'if (!locks && intents.some((intent) => intent.labels[label] === present)) continue',
    put: '',
  },
  {
    name: 'intents retired by age',
    file: law('reconcile.ts'),
    find: 'edits(base, intents, theirs, project(ours))',
    put: 'edits(base, intents.filter((intent) => input.now < intent.begunAt + INTENT_LIVE_MS), theirs, project(ours))',
  },
  {
    name: 'intents dropped at the next reading',
    file: law('reconcile.ts'),
    find: 'const live = intents.filter((intent) => theirs.readAt < intent.begunAt + INTENT_LIVE_MS)',
    put: 'const live: readonly Intent[] = []',
  },
  {
    name: 'added label trusted',
    file: law('rules.ts'),
    find: "if (!gone(bench).includes('unverified')) putBack",
    put: 'if (false) putBack',
  },
  {
    name: 'deny does not win where two edits disagree',
    file: law('rules.ts'),
    find: "if (edits.metafield === 'locked' || edits.metafield === 'ours') {",
    put: 'if (false) {',
  },
  {
    name: 'metafield updatedAt ignored',
    file: law('differences.ts'),
    find: 'value === base.metafield.value && updatedAt === base.metafield.updatedAt',
    put: 'value === base.metafield.value',
  },
  {
    name: 'missing treated as open',
    file: law('differences.ts'),
    find: "if (value !== true) return 'locked'",
    put: "if (value === false) return 'locked'",
  },
  {
    name: 'no base: every lock is an edit',
    file: law('differences.ts'),
    find: 'if (value === base.metafield.value && updatedAt === base.metafield.updatedAt) return null',
    put: '',
  },
  { name: 'rule 0 skipped', file: law('rules.ts'), find: 'if (of.denyPending || of.refused) {', put: 'if (false) {' },
  { name: 'rule 0 without denyPending', file: law('rules.ts'), find: 'if (of.denyPending || of.refused) {', put: 'if (of.refused) {' },
  {
    name: 'rule 1 skipped',
    file: law('rules.ts'),
    find: "const off = edits.metafield === 'locked' && of.verified && !of.frozen",
    put: 'const off = false',
  },
  {
    name: 'rule 3 without the request setting',
    file: law('rules.ts'),
    find: "} else if (policy.handApprovals === 'request') {\n    putBack(bench, '3 put back'",
    put: "} else if (false) {\n    putBack(bench, '3 put back'",
  },
  {
    name: 'rule 4 without the request setting',
    file: law('rules.ts'),
    find: "else if (policy.handApprovals === 'request') {\n    putBack(bench, '4 put back'",
    put: "else if (false) {\n    putBack(bench, '4 put back'",
  },
  {
    name: 'rule 5 without the request setting',
    file: law('rules.ts'),
    find: "} else if (policy.handApprovals === 'request') {\n    putBack(bench, '5 put back'",
    put: "} else if (false) {\n    putBack(bench, '5 put back'",
  },
  {
    name: 'a first reading without the request setting',
    file: law('adopt.ts'),
    find: " && policy.handApprovals === 'count') {",
    put: ') {',
  },
  {
    name: 'rule 4 although additions never approve',
    file: law('rules.ts'),
    find: "else if (policy.approveByTagAddition === 'never') putBack",
    put: 'else if (false) putBack',
  },
  {
    name: 'rule 5 without asking for papers',
    file: law('rules.ts'),
    find: "missingOf(of, 'submitted').length === 0",
    put: 'true',
  },
  {
    name: 'rule 5 although removals never approve',
    file: law('rules.ts'),
    find: "if (policy.approveByTagRemoval === 'never') putBack",
    put: 'if (false) putBack',
  },
  { name: 'rule 6 never ends', file: law('rules.ts'), find: 'if (bench.overdue) putBack', put: 'if (false) putBack' },
  {
    name: 'base keeps what was put back',
    file: law('reconcile.ts'),
    find: 'labels: LABEL_KEYS.filter((label) => shows(theirs, label) || alone.includes(label)),',
    put: 'labels: base?.labels ?? LABEL_KEYS.filter((label) => shows(theirs, label)),',
  },
  { name: 'a frozen case opens', file: law('tags.ts'), find: 'metafield: of.verified && !of.frozen', put: 'metafield: of.verified' },
  {
    name: '①本人確認前 stays on the verified',
    file: law('tags.ts'),
    find: "if (!of.verified) labels.push('unverified')",
    put: "labels.push('unverified')",
  },
  {
    name: 'earlier wording not removed',
    file: law('tags.ts'),
    find: '[...writes.tagsToRemove, ...writes.tagsToReword]',
    put: '[...writes.tagsToRemove]',
  },
  {
    name: 'a reworded label vanishes in between',
    file: law('reconcile.ts'),
    find: ' && theirs.labels.includes(label))',
    put: ')',
  },
  {
    name: 'labels written as keys',
    file: law('tags.ts'),
    find: 'add: writes.tagsToAdd.map((key) => wording[key]),',
    put: 'add: [...writes.tagsToAdd],',
  },
  {
    name: 'every first reading is trusted',
    file: law('adopt.ts'),
    find: "mode === 'trusting' && ours.version === 0",
    put: 'ours.version === 0',
  },
  { name: 'revoke is no denial', file: law('machine.ts'), find: '  verified: false,\n  ...DENIED,\n})', put: '  verified: false,\n})' },
  {
    name: 'return is no denial',
    file: law('machine.ts'),
    find: "? { [part]: 'returned', ...DENIED }",
    put: "? { [part]: 'returned' }",
  },
  {
    name: 'reopening does not wait for a reading',
    file: law('machine.ts'),
    find: '{ refused: false, ...DENIED }',
    put: '{ refused: false }',
  },
  {
    name: 'any answer confirms a denial',
    file: law('reconcile.ts'),
    find: 'ours: settled && ours.version === sent.version ? confirmed(ours) : ours,',
    put: 'ours: confirmed(ours),',
  },
  {
    name: 'an answer confirms a later denial',
    file: law('reconcile.ts'),
    find: 'ours: settled && ours.version === sent.version ? confirmed(ours) : ours,',
    put: 'ours: settled ? confirmed(ours) : ours,',
  },
  {
    name: 'the answer becomes base as it is',
    file: law('reconcile.ts'),
    find: 'const left = landed(base, input)',
    put: 'const left: Base = { ...landed(base, input), metafield: answer.metafield, labels: LABEL_KEYS.filter((label) => shows(answer, label)) }',
  },
  {
    name: 'an overtaken answer is taken',
    file: law('reconcile.ts'),
    find: 'if (base?.cycle !== sent.cycle) {',
    put: 'if (base === null) {',
  },
  {
    name: 'a merge keeps the survivor verified',
    file: law('merge.ts'),
    find: "if (!other.verified) because.push('other-not-verified')\n  else if",
    put: 'if',
  },
  { name: 'a merge is a hand edit', file: ENGINE, find: 'row.intents = [...row.intents, result.intent]', put: '' },
  {
    name: 'compareDigest not sent',
    file: ENGINE,
    find: 'metafield: outcome.writes.metafield }',
    put: 'metafield: outcome.writes.metafield && ({ value: outcome.writes.metafield.value } as never) }',
  },
  {
    name: 'no dedupe: two cycles at once, unguarded',
    file: ENGINE,
    find: 'const overtaken = row.of.version !== from.of.version || row.base?.cycle !== from.base?.cycle',
    put: 'const overtaken = false',
  },
  {
    name: 'intent not recorded before the write',
    file: ENGINE,
    find: 'row.intents = outcome.intents',
    put: 'row.intents = outcome.intents.filter((intent) => intent.id !== cycle.id)',
  },
  { name: 'a stale write is sent however late', file: ENGINE, find: 'now > cycle.begunAt + SEND_WITHIN_MS', put: 'false' },
  {
    name: 'loaded after the reading',
    file: ENGINE,
    find: 'const { from, reading } = cycle\n    const { row } = this',
    put: 'const { reading } = cycle\n    const { row } = this\n    const from = { ...row }',
  },
]
