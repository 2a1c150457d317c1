import { pino } from 'pino'
import { config } from './config.server.ts'

/**
 * Structured logs: ids and codes only. Never pass a name, an address, a file name, a URL with its query, or an error that quotes a payload.
 * Errors are logged by class and message of our own code; Shopify's texts may quote what a customer typed.
 */
export const log = pino({
  level: config().logLevel,
  base: { instance: config().instance },
  redact: { paths: ['*.email', '*.phone', '*.accessToken', '*.token', '*.authorization'], remove: true },
})
