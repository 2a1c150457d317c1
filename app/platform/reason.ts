/**
 * Why something failed, as codes: the class of the error and, where it has them, its code and the status that another machine answered.
 * Never its words: Prisma's hold values, mail servers' hold addresses, Shopify's hold what somebody typed.
 */
export function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return 'unknown'
  const { code, responseCode } = error as { code?: unknown; responseCode?: unknown }
  const codes = [error.name, code, responseCode].filter((each) => isCode(each)).map(String)
  return codes.length > 0 ? [...new Set(codes)].join(' ') : 'unknown'
}

/** A word of letters, digits and underscores as programs write them; nothing that a person could have typed into a form. */
const isCode = (value: unknown): boolean =>
  typeof value === 'number' ? Number.isInteger(value) : /^[A-Z][A-Za-z0-9_]{1,60}$/.test(String(value))

/** Where an error was thrown: files and lines of the first frames. The stack's own head quotes the message, over any number of lines. */
export function placesOf(error: unknown): readonly string[] {
  const { stack = '', message = '' } = error instanceof Error ? error : {}
  const frames = stack.slice(Math.max(0, stack.indexOf(message) + message.length))
  return [...frames.matchAll(/^ +at .*?([\w.$-]+\.(?:ts|tsx|js|mjs|cjs):\d+):\d+\)?$/gm)].slice(0, 4).map(([, place = '']) => place)
}
