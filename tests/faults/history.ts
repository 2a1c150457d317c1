import type { Coverage } from './coverage.ts'
import { decide, denyFirst, merge, staff, visitor } from './people.ts'
import { MINUTE, type Scene, SECOND } from './scene.ts'
import { drawScene, type Machinery, START } from './start.ts'
import { Workers } from './workers.ts'

const ACTS_MAX = 26
const ROUNDS_MAX = 60
const WAITS = [200, 5 * SECOND, MINUTE, 3 * MINUTE, 5 * MINUTE, 9 * MINUTE, 11 * MINUTE, 16 * MINUTE]

/** Runs one history, drawn from one seed, to its end; throws a Violation where a property breaks. */
export function playHistory(machinery: Machinery, seed: number, coverage: Coverage | null, log: string[] | null): void {
  const scene = drawScene(machinery, seed, coverage, log)
  const workers = new Workers(scene)
  if (scene.engine.adopt === 'trusting') workers.takeOver()
  else if (scene.chance.once(4)) {
    denyFirst(scene)
    workers.wholeCycle()
  }
  const acts = 4 + scene.chance.under(ACTS_MAX)
  for (let act = 0; act < acts; act++) playAct(scene, workers)
  settle(scene, workers)
}

function playAct(scene: Scene, workers: Workers): void {
  const roll = scene.chance.under(100)
  if (roll < 34) workers.advance()
  else if (roll < 48) workers.wholeCycle()
  else if (roll < 66) staff(scene)
  else if (roll < 70) visitor(scene)
  else if (roll < 83) decide(scene)
  else if (roll < 92) wait(scene, workers)
  else if (roll < 95) workers.crash()
  else if (roll < 98) scene.engine.row.nominated = true
  else if (roll < 99) merge(scene)
  else scene.reword()
}

function wait(scene: Scene, workers: Workers): void {
  workers.landUntil(scene.now + scene.chance.of(WAITS))
  scene.note(`it is ${Math.round((scene.now - START) / SECOND)} s`)
}

/** Nobody acts any more; sweeps and wake-ups go on until three rounds have done nothing. */
function settle(scene: Scene, workers: Workers): void {
  const { engine, oracle, customer } = scene
  workers.drain()
  scene.tellMerge()
  workers.finishAll()
  workers.settling = true
  let still = 0
  for (let round = 0; round < ROUNDS_MAX && still < 3; round++) {
    const { row } = engine
    row.nominated = true
    const worked = workers.runUndisturbed()
    still = worked || row.wakeAt !== null ? 0 : still + 1
    workers.quiet = still > 0
    scene.now = row.wakeAt === null ? scene.now + 5 * MINUTE : Math.max(row.wakeAt, scene.now)
  }
  if (still < 3) oracle.unsettled(`still busy: ${scene.shown()} ${JSON.stringify(engine.row)}`)
  oracle.settled(engine.row.of, customer.show(), scene.wording)
}
