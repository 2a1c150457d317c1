import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { type Html, raw } from './html.ts'

const require = createRequire(import.meta.url)
const known = new Map<string, Html>()

/** A Polaris icon by its name without "Icon", drawn in the colour of the text and hidden from screen readers. */
export function icon(name: string): Html {
  const found = known.get(name)
  if (found) return found
  const svg = readFileSync(require.resolve(`@shopify/polaris-icons/dist/svg/${name}Icon.svg`), 'utf8').trim()
  const drawn = raw(svg.replace('<svg', '<svg class="icon" width="20" height="20" fill="currentColor" aria-hidden="true"'))
  known.set(name, drawn)
  return drawn
}

const FILLED = (sign: string, outline = '<circle cx="10" cy="10" r="8"/>'): string =>
  `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 20 20"><mask id="m"><g fill="#fff">${outline}</g><g fill="none" stroke="#000" stroke-width="1.6" stroke-linecap="round" stroke-linejoin="round">${sign}</g></mask><rect width="20" height="20" mask="url(#m)"/></svg>`

// Shopify's extensions know more icons than the package; these are drawn here.
const DRAWN: Record<string, string> = {
  circle:
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 20 20"><circle cx="10" cy="10" r="6.75" fill="none" stroke="#000" stroke-width="1.5"/></svg>',
  'check-circle-filled': FILLED('<path d="M6.5 10.3l2.4 2.4 4.6-5"/>'),
  'x-circle-filled': FILLED('<path d="M7.3 7.3l5.4 5.4m0-5.4l-5.4 5.4"/>'),
  'info-filled': FILLED('<path d="M10 9.5v4M10 6.6v.1"/>'),
  'alert-circle-filled': FILLED('<path d="M10 6v4.5M10 13.4v.1"/>'),
  'alert-triangle-filled': FILLED(
    '<path d="M10 7.5v4M10 14.2v.1"/>',
    '<path d="M10 2.5l8.3 14.3H1.7z" stroke="#fff" stroke-width="1.5" stroke-linejoin="round"/>',
  ),
  'alert-diamond-filled': FILLED(
    '<path d="M10 6v4.5M10 13.4v.1"/>',
    '<rect x="4" y="4" width="12" height="12" rx="2" transform="rotate(45 10 10)"/>',
  ),
}

/** The file of an icon by Shopify's name for it (check-circle-filled), or undefined. */
export function iconFile(type: string): string | undefined {
  if (DRAWN[type]) return DRAWN[type]
  const name = type
    .split('-')
    .map((part) => part.slice(0, 1).toUpperCase() + part.slice(1))
    .join('')
  try {
    return readFileSync(require.resolve(`@shopify/polaris-icons/dist/svg/${name}Icon.svg`), 'utf8')
  } catch {
    return undefined
  }
}
