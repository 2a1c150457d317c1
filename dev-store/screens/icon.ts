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

/** The file of an icon by Shopify's name for it (check-circle-filled), or undefined. */
export function iconFile(type: string): string | undefined {
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
