import { placesOf, reasonOf } from './reason.ts'
import type { World } from './world.server.ts'

/**
 * What a process that dies of an error says: codes and places. Node's own last words would quote the error, and with it whatever somebody
 * typed. Ends the process with 1, for whoever watches over it to start another.
 */
export function sayLastWords({ log }: Pick<World, 'log'>): void {
  const end = (error: unknown) => {
    log.fatal({ reason: reasonOf(error), at: placesOf(error) }, 'the process ends with an error that nobody expected')
    process.exit(1)
  }
  process.on('uncaughtException', end)
  process.on('unhandledRejection', end)
}
