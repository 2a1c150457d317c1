import { Logger, type Runner, type RunnerOptions, run, type WorkerEvents } from 'graphile-worker'

/** What a process brings to the queue. */
export type Taking = Pick<RunnerOptions, 'connectionString' | 'taskList' | 'concurrency' | 'parsedCronItems' | 'preset'> & {
  readonly events: WorkerEvents
}

/** The first look for jobs failed: the process must begin anew. */
export class BlindStart extends Error {
  override name = 'BlindStart'
}

/**
 * Takes jobs from the queue. Rejects with BlindStart when its first look fails: the library asks once for the numbers of its tasks and keeps a
 * failure as it keeps an answer, so that a line that broke in that moment would leave a process that lives, looks every two seconds, and never
 * finds anything. Stopping the library in that state is not safe either (it releases the broken line twice): the process has to end.
 */
export async function takeJobs(taking: Taking): Promise<Runner> {
  const looked = firstLook(taking.events)
  const runner = await run({ ...taking, noHandleSignals: true, logger: new Logger(() => () => undefined) })
  if (await looked) return runner
  runner.promise.catch(() => undefined)
  throw new BlindStart('the queue could not be looked at')
}

/** Whether the first look for a job could be made, whatever it found. */
function firstLook(events: WorkerEvents): Promise<boolean> {
  return new Promise((resolve) => {
    const end = (well: boolean) => () => resolve(well)
    events.once('worker:getJob:empty', end(true)).once('job:start', end(true)).once('worker:getJob:error', end(false))
  })
}
