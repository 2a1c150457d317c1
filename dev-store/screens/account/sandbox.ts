import { readFile } from 'node:fs/promises'
import { gid } from '../../store/gids.ts'
import type { World } from '../../store/world.ts'
import { html, jsonScript } from '../html.ts'
import { readLocale } from '../locales.ts'
import { page } from '../reply.ts'
import { type Placed, placedAt } from './extension-frame.ts'
import type { Account } from './visitor.ts'

const find = (handle: string, target: string): Placed | undefined => placedAt(target).find(({ extension }) => extension.handle === handle)

/** The document inside the frame: elements first, then `shopify`, then the bundle as it was built. */
export function sandboxPage({ customer, shop, iso, root }: Account, handle: string, target: string): Response | undefined {
  const placed = find(handle, target)
  if (!placed) return undefined
  const { extension } = placed
  const surface = {
    bundle: `${root}/bundle/${handle}/${target}`,
    target,
    handle,
    name: extension.name,
    iso,
    country: shop.countryCode,
    currency: shop.currency,
    customerId: gid('Customer', customer.id),
    settings: extension.settings,
    words: readLocale(extension.folder, iso),
  }
  return page(
    { lang: iso, title: extension.name, styles: ['sandbox.css'], scripts: ['account/sandbox.js'] },
    jsonScript('surface', surface),
  )
}

// What scripts/build-extensions.ts builds in when nobody says where the app is.
const DEFAULT_APP = 'http://localhost:7411'

/**
 * The bundle. The frame's origin is opaque, so even our own script is foreign to it. One built for the default address speaks to the
 * app of this dev store, wherever that listens; else every other port would need a build of its own.
 */
export async function bundleFile({ config }: World, handle: string, target: string): Promise<Response | undefined> {
  const placed = find(handle, target)
  if (!placed) return undefined
  const headers = { 'Content-Type': 'text/javascript; charset=utf-8', 'Access-Control-Allow-Origin': '*', 'Cache-Control': 'no-cache' }
  const bundle = await readFile(placed.bundle, 'utf8')
  return new Response(bundle.replaceAll(DEFAULT_APP, config.appUrl), { headers })
}

/** Said when an address names no extension. */
export const noExtension = (handle: string, target: string): Response =>
  page(
    { lang: 'en', title: 'No such extension', styles: ['start.css'], status: 404 },
    html`<main><h1>No extension “${handle}” at ${target}</h1></main>`,
  )
