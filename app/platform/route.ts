/** The words of our own addresses. */
const WORDS = new Set(
  'app audit banks payout cases orders claim checks next reminder contact watch documents held holds settings status ledger print csv take-over tasks auth login customer case do enter handoff over ticket assets webhooks healthz readyz'.split(
    ' ',
  ),
)

/**
 * Where a request went, for logs and traces: the words of our own addresses, `#` for a number, `*` for anything else, because anybody can put
 * anything into an address. At most four steps.
 */
export function routeOf(url: string): string {
  const [path = ''] = url.split(/[?#]/, 1)
  const steps = path.split('/').filter(Boolean).slice(0, 4)
  return `/${steps.map((step) => (WORDS.has(step) ? step : /^\d+$/.test(step) ? '#' : '*')).join('/')}`
}
