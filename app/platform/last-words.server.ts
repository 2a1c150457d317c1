import { placesOf, reasonOf } from './reason.ts'
import type { World } from './world.server.ts'

/**
 * Makes this process speak in lines of its own only. What one that dies of an error says: codes and places. Node's own last words would quote the error, and with it whatever somebody
 * typed. Ends the process with 1, for whoever watches over it to start another.
 */
export function sayLastWords({ log }: Pick<World, 'log'>): void {
  const end = (error: unknown) => {
    log.fatal({ reason: reasonOf(error), at: placesOf(error) }, 'the process ends with an error that nobody expected')
    process.exit(1)
  }
  process.on('uncaughtException', end)
  process.on('unhandledRejection', end)
  process.on('warning', (warning) => log.warn({ reason: reasonOf(warning) }, 'Node warned'))
  // Libraries print what they were given: an address that nobody has, an error with its words. We write our own lines.
  for (const level of ['debug', 'info', 'log', 'warn', 'error'] as const) {
    console[level] = (first: unknown) => {
      if (level === 'error' || level === 'warn') log.warn({ reason: reasonOf(first) }, 'a library wrote to the console')
    }
  }
}
