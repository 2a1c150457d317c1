/** Codes of failures before a single byte of a mail was handed over. */
const BEFORE = [
  'EDNS',
  'EAUTH',
  'ENOAUTH',
  'EOAUTH2',
  'ETLS',
  'EENVELOPE',
  'ECONFIG',
  'EPROXY',
  'EMAXRECIPIENTS',
  'ECONNREFUSED',
  'ENOTFOUND',
]
const WAITS_BEFORE = ['CONNECT_TIMEOUT', 'GREETING_TIMEOUT', 'UPGRADE_TIMEOUT']

/**
 * Whether a mail may have been accepted although sending it failed. Certain that it was not: the server answered and said no, or there was no
 * conversation. A line that broke while the mail was on its way may have broken after the server had taken it.
 */
export function maybeAccepted(error: unknown): boolean {
  const { code, responseCode, errno, syscall, timeoutType } = (error ?? {}) as Record<string, unknown>
  if (typeof responseCode === 'number' || syscall === 'connect') return false
  if (WAITS_BEFORE.includes(String(timeoutType))) return false
  return ![code, errno].some((each) => BEFORE.includes(String(each)))
}
