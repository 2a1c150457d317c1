import { setTimeout as pause } from 'node:timers/promises'
import { replayTombstones } from './accounts/replay.server.ts'
import type { ClosedBy } from './platform/readiness.server.ts'
import { TombstonesLack } from './platform/tombstones.server.ts'
import type { World } from './platform/world.server.ts'

const AGAIN_MS = 5000

/** Whether a process may let anybody in. */
export interface Opening {
  closedBy: ClosedBy | null
  /** Resolves when the doors are open. */
  readonly opened: Promise<void>
}

const ADVICE: Readonly<Record<ClosedBy, string>> = {
  starting: '',
  database: 'the database does not answer as this version needs it',
  'master-key': 'SEKISHO_MASTER_KEY is not the key that this database was written with: see docs/operations.md, "Loss of the master key"',
  tombstones: 'the list of erasures in SEKISHO_TOMBSTONE_DIR is not whole: see docs/operations.md, "Backup and restore"',
}

/**
 * Keeps the doors of a process closed until its keys open what it has, and whatever was erased after the backup that its database may come
 * from is erased again. What is wrong is logged and looked at again every few seconds: a process that waits can be asked why, one that
 * crashes again and again cannot.
 */
export function openDoors(world: World, againMs = AGAIN_MS): Opening {
  const state: { closedBy: ClosedBy | null; opened: Promise<void> } = { closedBy: 'starting', opened: Promise.resolve() }
  state.opened = (async () => {
    for (;;) {
      const before = state.closedBy
      const [closedBy, detail] = await look(world)
      state.closedBy = closedBy
      if (closedBy === null) return
      if (closedBy !== before) world.log.fatal({ closedBy, detail }, `the doors stay closed: ${ADVICE[closedBy]}`)
      await pause(againMs)
    }
  })()
  return state
}

async function look(world: World): Promise<readonly [ClosedBy | null, string]> {
  try {
    const lost = await world.keyring.lost()
    if (lost.length > 0) return ['master-key', `${lost.length} shops`]
  } catch (error) {
    return ['database', (error as Error).name]
  }
  try {
    await replayTombstones(world)
    return [null, '']
  } catch (error) {
    return ['tombstones', error instanceof TombstonesLack ? error.message : (error as Error).name]
  }
}
