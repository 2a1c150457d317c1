import { setTimeout as pause } from 'node:timers/promises'
import type { Caller } from '../context.ts'
import { openResult, type ResultFile } from './files.ts'
import { type BulkOperation, finish, isOver } from './operations.ts'

const LOOK_MS = 50

type Work = (file: ResultFile) => Promise<BulkOperation['errorCode']>

/** What cancels an operation takes a moment to be done. */
const isCanceling = (operation: BulkOperation): boolean => operation.status === 'CANCELING'

/** Carries an operation out behind the answer: CREATED, RUNNING, and after the shop's `bulkMs` at the earliest, the end and its webhook. */
export function start(caller: Caller, operation: BulkOperation, work: Work): void {
  void carryOut(caller, operation, work).catch((error: Error) => {
    console.error(error)
    if (!isOver(operation))
      finish(caller.world, caller.shop, operation, { status: 'FAILED', errorCode: 'INTERNAL_SERVER_ERROR', file: null })
  })
}

async function carryOut({ world, shop }: Caller, operation: BulkOperation, work: Work): Promise<void> {
  const begun = performance.now()
  // Looked at as it goes: who sets the time lower lets those under way end.
  const until = async (share: number) => {
    const left = () => begun + shop.settings.bulkMs * share - performance.now()
    while (left() > 0) await pause(Math.min(left(), LOOK_MS), undefined, { ref: false })
  }
  await until(0.5)
  let errorCode: BulkOperation['errorCode'] = null
  const file = openResult(world)
  if (operation.status === 'CREATED') {
    operation.status = 'RUNNING'
    errorCode = await work(file)
  }
  await until(1)
  const written = await file.close()
  if (isOver(operation)) return
  const status = isCanceling(operation) ? 'CANCELED' : errorCode ? 'FAILED' : 'COMPLETED'
  finish(world, shop, operation, { status, errorCode: status === 'FAILED' ? errorCode : null, file: written })
}
