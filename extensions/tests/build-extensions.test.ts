import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, test } from 'vitest'
import { appUrlFrom, bundle, targetsIn } from '../../scripts/build-extensions.ts'

const folder = mkdtempSync(join(tmpdir(), 'sekisho-bundles-'))
afterAll(() => rmSync(folder, { recursive: true }))

describe('the bundles of the UI extensions', () => {
  const targets = targetsIn(join(import.meta.dirname, '..'))

  test('there is one for every target that the toml files declare', () => {
    expect(targets.map(({ target }) => target).sort()).toEqual([
      'customer-account.order-index.announcement.render',
      'customer-account.page.render',
      'customer-account.profile.block.render',
    ])
  })

  test.each(targets)('$target fits into what Shopify accepts and knows where the app is', async ({ target, module }) => {
    const out = { target, module, bundle: join(folder, `${target}.js`) }
    expect(await bundle(out, 'https://sekisho.example')).toBeLessThan(64 * 1024)
    const code = readFileSync(out.bundle, 'utf8')
    expect(code).toContain('https://sekisho.example')
    expect(code).not.toMatch(/process\.env|localhost/)
    expect(code).toMatch(/export\s*{[^}]*as default/)
  })
})

describe('the address of the app', () => {
  test('comes from the environment, and is the one of the desk where nothing is said', () => {
    expect(appUrlFrom({ SHOPIFY_APP_URL: 'https://sekisho.example' })).toBe('https://sekisho.example')
    expect(appUrlFrom({ SHOPIFY_APP_URL: '' })).toBe('http://localhost:7411')
    expect(appUrlFrom({})).toBe('http://localhost:7411')
  })

  test.each(['sekisho.example', 'ftp://sekisho.example', 'javascript:alert(1)'])('%s is refused', (url) => {
    expect(() => appUrlFrom({ SHOPIFY_APP_URL: url })).toThrow(/SHOPIFY_APP_URL/)
  })
})
