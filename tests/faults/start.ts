import type { Case, PartState, Party } from '../../app/kyc/case.ts'
import type { Adopt, Base, Policy } from '../../app/kyc/protocol.ts'
import type { Coverage } from './coverage.ts'
import type * as EngineModule from './engine.ts'
import { LABEL_NAMES, labelOf, labelsFor, textOf } from './manual.ts'
import { Oracle } from './oracle.ts'
import { Chance } from './random.ts'
import { MINUTE, Scene } from './scene.ts'
import { type Shown, SimulatedCustomer } from './store.ts'

/** The engine to drive: the real one, or one with a planted fault. */
export type Machinery = Pick<typeof EngineModule, 'Engine'>

/** When every history begins. */
export const START = 1_700_000_000_000

/** Draws the customer that a history begins with: new, known and settled, or with labels that somebody put there. */
export function drawScene(machinery: Machinery, seed: number, coverage: Coverage | null, log: string[] | null): Scene {
  const chance = new Chance(seed)
  const policy: Policy = {
    approveByTagRemoval: chance.of(['submitted', 'submitted', 'submitted', 'always', 'never']),
    approveByTagAddition: chance.of(['with-removal', 'with-removal', 'with-removal', 'never']),
    handApprovals: chance.of(['count', 'count', 'count', 'count', 'count', 'request']),
  }
  const adopt: Adopt = chance.once(8) ? 'trusting' : 'strict'
  const known = !chance.once(4)
  const engine = new machinery.Engine(policy, adopt, known || chance.once(3) ? drawCase(chance, known) : undefined)
  const customer = new SimulatedCustomer()
  if (known) customer.addTags(labelsFor(engine.row.of).map((name) => textOf(name, 0)))
  else if (!chance.once(2)) customer.addTags(LABEL_NAMES.filter(() => chance.once(3)).map((name) => textOf(name, 0)))
  customer.addTags(chance.of([[], ['要注意'], ['VIP', '要注意']]))
  customer.setFlag(drawFlag(chance, engine.row.of, known))
  const oracle = new Oracle(policy, customer.show())
  if (adopt === 'trusting') oracle.trusting(customer.show())
  const scene = new Scene({ chance, customer, engine, oracle, coverage, log, now: START })
  scene.note(`seed ${seed}: ${JSON.stringify(policy)} ${adopt} ${JSON.stringify(engine.row.of)}`)
  if (known) {
    engine.row.base = baseOf(customer.show())
    engine.row.nominated = false
    oracle.committed(oracle.now(), engine.row.of, engine.row.of, [], 0, false, true, START)
  }
  return scene
}

function drawFlag(chance: Chance, of: Case, known: boolean): boolean | null {
  if (known) return of.verified && !of.frozen ? true : chance.of([false, false, null])
  return chance.of([null, null, null, null, false, true])
}

/** What the engine knows of a customer whom it has read and settled before. */
function baseOf({ tags, metafield }: Shown): Base {
  const keys: Readonly<Record<string, Base['labels'][number]>> = {
    opened: 'opened',
    before: 'unverified',
    papers: 'identity-submitted',
    company: 'corporate-submitted',
    account: 'payout',
    person: 'verified',
    corporation: 'corporate-verified',
  }
  return {
    labels: tags.flatMap((tag) => keys[labelOf(tag) ?? ''] ?? []),
    metafield: { value: metafield?.value ?? null, updatedAt: metafield?.updatedAt ?? null },
    cycle: 'before',
    readAt: START - MINUTE,
  }
}

/** Draws where a case stands; `known`: the store has confirmed it. */
export function drawCase(chance: Chance, known: boolean): Case {
  const party = chance.of<Party>(['none', 'individual', 'individual', 'corporation', 'corporation'])
  const state = (): PartState => chance.of<PartState>(['none', 'submitted', 'submitted', 'accepted', 'returned'])
  const verified = chance.once(3)
  const renewal = (): PartState => chance.of<PartState>(['accepted', 'submitted', 'submitted', 'returned'])
  const refused = !verified && chance.once(8)
  const paper = () => (verified ? renewal() : refused ? 'returned' : state())
  const identity = paper()
  const corporate = party === 'corporation' ? paper() : 'none'
  return {
    party,
    identity,
    corporate,
    payout: chance.once(3),
    verified,
    frozen: chance.once(6),
    refused,
    denyPending: !known && chance.once(2),
    version: 3,
  }
}
