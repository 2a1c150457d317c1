// Inside the frame of an extension: Shopify's elements, the `shopify` global, then the bundle itself.
import { navigate, tell } from './channel.ts'
import { defineElements } from './elements/all.ts'
import { type Given, surfaceOf } from './surface.ts'

const block = document.getElementById('surface')
const given = JSON.parse(block?.textContent ?? '{}') as Given
block?.remove()

const fail = (error: unknown): void => {
  console.error(error)
  tell({ type: 'failed', message: error instanceof Error ? error.message : String(error) })
}

const nativeFetch = window.fetch.bind(window)
window.fetch = async (input, init) => {
  const address = String(input instanceof Request ? input.url : input)
  if (address.startsWith('shopify:')) throw new Error(`the dev store has no ${address}`)
  return nativeFetch(input, init)
}

/** Elements that Shopify may have and we do not must be seen. */
function watchUnknown(): void {
  const known = new Set<string>()
  new MutationObserver(() => {
    for (const element of document.querySelectorAll(':not(:defined)')) {
      const name = element.localName
      if (known.has(name)) continue
      known.add(name)
      fail(new Error(`the dev store has no <${name}>`))
    }
  }).observe(document.body, { childList: true, subtree: true })
}

function watchHeight(): void {
  const measure = () => tell({ type: 'height', height: Math.ceil(document.documentElement.getBoundingClientRect().height) })
  new ResizeObserver(measure).observe(document.documentElement)
  measure()
}

async function run(): Promise<void> {
  defineElements()
  Object.assign(globalThis, { shopify: surfaceOf(given) })
  // Extensions know `navigation` as a global; the browser's own would move this frame instead of the page.
  Object.defineProperty(globalThis, 'navigation', {
    configurable: true,
    value: {
      navigate: (url: string) => navigate(url),
      addEventListener: () => {},
      removeEventListener: () => {},
      currentEntry: { key: '', url: given.handle, getState: () => undefined },
    },
  })
  watchUnknown()
  watchHeight()
  const bundle = (await import(given.bundle)) as { default?: () => unknown }
  if (typeof bundle.default !== 'function') throw new Error(`${given.bundle} exports no default function`)
  await bundle.default()
  document.body.dataset.rendered = ''
}

run().catch(fail)
addEventListener('unhandledrejection', ({ reason }) => fail(reason))
