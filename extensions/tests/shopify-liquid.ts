import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { Liquid, type TagToken, type TopLevelToken } from 'liquidjs'

export const THEME_GATE = join(import.meta.dirname, '../theme-gate')

type Words = { readonly [key: string]: string | Words }

/** One locale file of the theme extension, as Shopify would read it. */
export function themeWords(file: string): Words {
  return JSON.parse(readFileSync(join(THEME_GATE, 'locales', file), 'utf8')) as Words
}

/** The text behind a dotted key, or undefined. */
export function wordAt(words: Words, key: string): string | undefined {
  let here: string | Words | undefined = words
  for (const step of key.split('.')) here = typeof here === 'object' ? here[step] : undefined
  return typeof here === 'string' ? here : undefined
}

/** What a shopper brings to a page; `verified` is the metafield's value as Liquid sees it, undefined when there is no metafield. */
export interface Shopper {
  readonly signedIn: boolean
  readonly verified?: unknown
}

/** A Liquid engine with the few things of Shopify's that our blocks use. An unknown filter or tag throws. */
function engine(words: Words): Liquid {
  const liquid = new Liquid({ strictFilters: true, jsTruthy: false })
  liquid.registerFilter('t', (key: string) => wordAt(words, key) ?? `translation missing: ${key}`)
  liquid.registerFilter('asset_url', (file: string) => `/assets/${file}`)
  liquid.registerFilter('stylesheet_tag', (url: string) => `<link rel="stylesheet" href="${url}">`)
  liquid.registerTag('schema', {
    parse(_: TagToken, rest: TopLevelToken[]) {
      while (rest.length > 0) {
        const token = rest.shift()
        if (token?.getText().includes('endschema')) return
      }
      throw new Error('schema is not closed')
    },
    render: () => '',
  })
  return liquid
}

/** Renders one of our blocks for a shopper, the way a storefront page would. */
export async function renderBlock(
  block: 'order-gate' | 'identity-notice',
  shopper: Shopper,
  options: { readonly locale?: string; readonly settings?: Record<string, string> } = {},
): Promise<string> {
  const source = readFileSync(join(THEME_GATE, 'blocks', `${block}.liquid`), 'utf8')
  const verified = shopper.verified === undefined ? undefined : { value: shopper.verified }
  return engine(themeWords(options.locale ?? 'ja.json')).parseAndRender(source, {
    customer: shopper.signedIn ? { id: 1, metafields: { $app: { verified } } } : null,
    block: { id: 'b1', settings: options.settings ?? {}, shopify_attributes: '' },
    routes: { account_url: '/account', account_login_url: '/account/login' },
  })
}

/** The `{% schema %}` of a block. */
export function blockSchema(block: string): Record<string, unknown> {
  const source = readFileSync(join(THEME_GATE, 'blocks', `${block}.liquid`), 'utf8')
  const body = /{%-?\s*schema\s*-?%}([\s\S]*){%-?\s*endschema\s*-?%}/.exec(source)?.[1]
  if (body === undefined) throw new Error(`${block}.liquid has no schema`)
  return JSON.parse(body) as Record<string, unknown>
}
