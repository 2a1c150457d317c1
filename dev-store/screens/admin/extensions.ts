import { readExtensions } from '../extensions.ts'
import { blockName } from '../storefront/app-blocks.ts'
import { readBlocks } from '../storefront/blocks.ts'

const THEME = 'gid://shopify/OnlineStoreTheme/1'

/** What `shopify.app.extensions()` answers: our extensions and where the store has them switched on. Here everything is on. */
export function extensionsOfApp(iso: string): unknown[] {
  return readExtensions().flatMap((extension) => {
    if (extension.type === 'ui_extension') {
      return [{ handle: extension.handle, type: 'ui_extension', activations: extension.targets.map(({ target }) => ({ target })) }]
    }
    if (extension.type !== 'theme') return []
    const activations = readBlocks(extension.folder).map((block) => ({
      handle: block.handle,
      name: blockName(block, iso),
      target: block.schema.target,
      status: 'active',
      activations: [{ target: block.schema.target, themeId: THEME }],
    }))
    return [{ handle: extension.handle, type: 'theme_app_extension', activations }]
  })
}
