import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { type Extension, readExtensions } from '../extensions.ts'
import { type Html, html } from '../html.ts'
import type { Account } from './visitor.ts'

export interface Placed {
  readonly extension: Extension
  readonly target: string
  readonly bundle: string
}

/** Every extension of the app that renders at this target. */
export function placedAt(target: string): Placed[] {
  return readExtensions()
    .filter(({ type, targets }) => type === 'ui_extension' && targets.some((one) => one.target === target))
    .map((extension) => ({
      extension,
      target,
      bundle: join(process.env.EXTENSIONS_DIST ?? join(extension.folder, 'dist'), `${target}.js`),
    }))
}

/** A page of the account and the extension's full page at it: /account/{handle}/pages/{extension}. */
export const pageOf = (handle: string): Placed | undefined =>
  placedAt('customer-account.page.render').find(({ extension }) => extension.handle === handle)

/**
 * The frame in which a bundle runs. Shopify runs extensions in a worker of another origin; a sandbox without allow-same-origin gives
 * the same: an opaque origin, no cookies, no storage, no reach into the page.
 */
function frame({ root, words }: Account, { extension, target, bundle }: Placed): Html {
  if (!existsSync(bundle)) {
    return html`<div class="extension-error" role="alert"><b>${words.extensionFailed}</b><pre>${extension.handle}: dist/${target}.js has not been built</pre></div>`
  }
  const src = `${root}/extension/${extension.handle}/${target}`
  return html`<iframe class="extension" sandbox="allow-scripts" data-extension="${extension.handle}" data-target="${target}" src="${src}" title="${extension.name}"></iframe>`
}

/** The frames of every extension at a target; a broken toml is shown, not swallowed. */
export function extensionFrames(account: Account, target: string): Html {
  try {
    return html`${placedAt(target).map((placed) => frame(account, placed))}`
  } catch (error) {
    return html`<div class="extension-error" role="alert"><b>${account.words.extensionFailed}</b><pre>${String(error)}</pre></div>`
  }
}

/** The frame of one full page. */
export const pageFrame = frame
