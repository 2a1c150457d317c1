import { readExtensions } from '../extensions.ts'
import { type Html, html, raw } from '../html.ts'
import { lookUp } from '../locale-words.ts'
import { readLocale } from '../locales.ts'
import { type Block, isOnTemplate, readBlocks } from './blocks.ts'
import { globalDrops } from './drops.ts'
import { liquidOf } from './liquid.ts'
import type { Site } from './site.ts'

export interface AppBlocks {
  readonly head: Html
  readonly body: Html
  readonly section: Html
}

/** A block that cannot be rendered must be seen, on the page and in the log. */
function errorBox(where: string, error: unknown): Html {
  const text = error instanceof Error ? error.message : String(error)
  console.error(`theme block ${where}: ${text}`)
  return html`<div role="alert" class="block-error"><b>App block “${where}” does not render</b><pre>${text}</pre></div>`
}

/** What Shopify would call the block where it lists it: schema names may be keys of the schema locales. */
export function blockName(block: Block, iso: string): string {
  const { name } = block.schema
  return name.startsWith('t:') ? (lookUp(readLocale(block.folder, iso, '.schema'), name.slice(2), {}, iso) ?? name) : name
}

const defaults = ({ schema, folder }: Block, iso: string): Record<string, unknown> => {
  const words = readLocale(folder, iso, '.schema')
  const shown = (value: unknown) =>
    typeof value === 'string' && value.startsWith('t:') ? (lookUp(words, value.slice(2), {}, iso) ?? value) : value
  return Object.fromEntries(
    (schema.settings ?? []).flatMap(({ id, default: value }) => (id === undefined ? [] : [[id, shown(value) ?? null]])),
  )
}

async function renderBlock(site: Site, handle: string, block: Block, drops: Record<string, unknown>): Promise<Html> {
  const { schema } = block
  const assetUrl = (file: string) => `/storefront/${site.shop.handle}/extensions/${handle}/assets/${file}`
  try {
    const liquid = liquidOf({ folder: block.folder, iso: site.iso, currency: site.shop.currency, assetUrl })
    const id = `${handle}-${block.handle}`
    const own = { id, type: `shopify://apps/${handle}/blocks/${block.handle}`, settings: defaults(block, site.iso), shopify_attributes: '' }
    const text = String(await liquid.parseAndRender(block.source, { ...drops, block: own }))
    const style = schema.stylesheet && html`<link rel="stylesheet" href="${assetUrl(schema.stylesheet)}">`
    const script = schema.javascript && html`<script src="${assetUrl(schema.javascript)}" defer></script>`
    // Shopify wraps app blocks of sections; embeds stand as they are.
    const wrapped =
      schema.target === 'section'
        ? html`<div id="shopify-block-${id}" class="shopify-block shopify-app-block">${raw(text)}</div>`
        : raw(text)
    return html`<!-- BEGIN app block: ${handle}/${block.handle} -->${style}${wrapped}${script}<!-- END app block -->`
  } catch (error) {
    return errorBox(`${handle}/${block.handle}`, error)
  }
}

function themeExtensions() {
  try {
    return { extensions: readExtensions().filter(({ type }) => type === 'theme'), trouble: null }
  } catch (error) {
    return { extensions: [], trouble: errorBox('shopify.extension.toml', error) }
  }
}

/** Every block of our theme extensions that belongs on this page, as a merchant would have placed them: embeds on, section blocks in the main section. */
export async function appBlocks(site: Site, template: string, own: Record<string, unknown> = {}): Promise<AppBlocks> {
  const drops = { ...globalDrops(site, template), ...own }
  const places: Record<'head' | 'body' | 'section', Html[]> = { head: [], body: [], section: [] }
  const { extensions, trouble } = themeExtensions()
  if (trouble) places.section.push(trouble)
  for (const { folder, handle } of extensions) {
    try {
      for (const block of readBlocks(folder)) {
        if (!isOnTemplate(block.schema, template)) continue
        const target = block.schema.target === 'compliance_head' ? 'head' : block.schema.target
        const rendered = await renderBlock(site, handle, block, drops)
        // A box in the head would not be seen.
        places[rendered.text.startsWith('<div role="alert"') ? 'section' : target].push(rendered)
      }
    } catch (error) {
      places.section.push(errorBox(handle, error))
    }
  }
  return { head: html`${places.head}`, body: html`${places.body}`, section: html`${places.section}` }
}
