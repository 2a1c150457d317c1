import { LogSeverity } from '@shopify/shopify-api'
import { log } from '../platform/log.server.ts'

/**
 * Where Shopify's library writes to: our own log, and only what went wrong there, without the particulars (tokens, addresses, what somebody
 * typed) that it puts behind its own words.
 */
export const libraryLog = {
  level: LogSeverity.Warning,
  log: (severity: LogSeverity, message: string) => {
    const said = message.replace(/^\[[^\]]*\]\s*/, '').match(/^[A-Za-z' ]{1,60}/)?.[0]
    if (severity === LogSeverity.Error) log.error({ said }, 'Shopify’s library met an error')
    else log.warn({ said }, 'Shopify’s library warned')
  },
}
