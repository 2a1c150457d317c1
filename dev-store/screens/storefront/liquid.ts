import { join } from 'node:path'
import { Liquid, type TagToken, type TopLevelToken } from 'liquidjs'
import { money } from '../format.ts'
import { escapeHtml } from '../html.ts'
import { lookUp, type Words } from '../locale-words.ts'
import { readLocale } from '../locales.ts'

export interface Theme {
  /** Folder of the theme extension. */
  readonly folder: string
  /** Language of the page, by Shopify's code. */
  readonly iso: string
  readonly currency: string
  /** Where a file of the extension's assets/ is found. */
  readonly assetUrl: (file: string) => string
}

const STYLESHEET = (url: string): string => `<link rel="stylesheet" href="${escapeHtml(url)}" media="all">`
const SCRIPT = (url: string): string => `<script src="${escapeHtml(url)}" defer></script>`

/** Filter arguments as liquidjs hands them: named ones are pairs. */
const named = (args: readonly unknown[]): Record<string, unknown> =>
  Object.fromEntries(args.filter((one): one is [string, unknown] => Array.isArray(one) && one.length === 2))

// Without a translation Shopify prints the key, which nobody overlooks.
const translate =
  (words: Words, iso: string) =>
  (key: string, ...args: unknown[]): string => {
    const values = named(args)
    const text = lookUp(words, key, values, iso)
    return text ?? `Translation missing: ${iso}.${key}`
  }

/** `schema`: read when the block is loaded, prints nothing. The same for what else stands beside the markup. */
const silent = (end: string) => ({
  parse(_: TagToken, rest: TopLevelToken[]) {
    while (rest.length > 0) if (rest.shift()?.getText().includes(end)) return
    throw new Error(`${end} is missing`)
  },
  render: () => '',
})

const forbidden = (tag: string) => ({
  parse() {
    throw new Error(`{% ${tag} %} is not allowed in a theme app extension`)
  },
  render: () => '',
})

/** Liquid as theme app extensions know it. A filter or tag that it does not know throws, as does one that Shopify forbids there. */
export function liquidOf({ folder, iso, currency, assetUrl }: Theme): Liquid {
  const liquid = new Liquid({
    strictFilters: true,
    jsTruthy: false,
    extname: '.liquid',
    root: [join(folder, 'snippets')],
    partials: [join(folder, 'snippets')],
  })
  const words = readLocale(folder, iso)
  liquid.registerFilter('t', translate(words, iso))
  liquid.registerFilter('translate', translate(words, iso))
  liquid.registerFilter('asset_url', assetUrl)
  liquid.registerFilter('stylesheet_tag', STYLESHEET)
  liquid.registerFilter('script_tag', SCRIPT)
  // Prices are in hundredths in Liquid, whatever the currency.
  liquid.registerFilter('money', (hundredths: unknown) => money(Number(hundredths) / 100, currency, iso))
  liquid.registerFilter('money_with_currency', (hundredths: unknown) => `${money(Number(hundredths) / 100, currency, iso)} ${currency}`)
  liquid.registerTag('schema', silent('endschema'))
  for (const tag of ['javascript', 'stylesheet', 'include', 'layout', 'section', 'sections']) liquid.registerTag(tag, forbidden(tag))
  return liquid
}
