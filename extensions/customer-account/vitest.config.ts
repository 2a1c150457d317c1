import { defineConfig } from 'vitest/config'

export default defineConfig({
  esbuild: { jsx: 'automatic', jsxImportSource: 'preact' },
  test: {
    name: 'customer-account',
    root: import.meta.dirname,
    include: ['tests/**/*.test.{ts,tsx}'],
    environment: 'jsdom',
    env: { SHOPIFY_APP_URL: 'https://app.test' },
    // The tester ships TypeScript sources that Node would not load by itself.
    server: { deps: { inline: [/@shopify\/ui-extensions-tester/] } },
  },
})
