// How many readings the law judges, against only copying what it is given: it must never be what the engine waits for.
import { NEW_CASE } from '../../app/kyc/case.ts'
import { DEFAULT_POLICY, type ReconcileInput } from '../../app/kyc/protocol.ts'
import { reconcile } from '../../app/kyc/reconcile.ts'

const READINGS = 200_000

const input: ReconcileInput = {
  ours: { ...NEW_CASE, party: 'individual', identity: 'submitted', version: 3 },
  base: {
    labels: ['opened', 'unverified', 'identity-submitted'],
    metafield: { value: false, updatedAt: '2026-11-22T00:00:00Z' },
    cycle: 'before',
    readAt: 0,
  },
  intents: [],
  leave: [],
  theirs: {
    labels: ['opened'],
    otherWording: [],
    metafield: { value: false, updatedAt: '2026-11-22T00:00:00Z', compareDigest: 'd' },
    readAt: 1000,
  },
  now: 1001,
  cycle: 'now',
  policy: DEFAULT_POLICY,
  adopt: 'strict',
}

function perSecond(work: () => unknown): number {
  for (let i = 0; i < READINGS / 10; i++) work()
  const started = performance.now()
  for (let i = 0; i < READINGS; i++) work()
  return Math.round(READINGS / ((performance.now() - started) / 1000))
}

/** One approval by removal of the labels, judged; the baseline is structuredClone of the same input. */
export function bench(): Record<string, unknown> {
  const baseline = perSecond(() => structuredClone(input))
  const judged = perSecond(() => reconcile(input))
  return { bench: 'law', ratio: Number((judged / baseline).toFixed(2)), goal: 0.5, readingsPerSecond: judged, clonesPerSecond: baseline }
}
