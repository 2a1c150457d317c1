import { expect, test } from 'vitest'
import { documentResponse } from './document.server.ts'

const looked = { content: Buffer.from('abc'), mediaType: 'image/png', name: 'identity-0a1b2c3d.png' } as const

test('C12 a document is shown once, and can be neither kept, sniffed nor run', async () => {
  const { headers } = documentResponse(looked, 'view')
  expect(headers.get('Cache-Control')).toBe('no-store, private')
  expect(headers.get('Content-Disposition')).toBe('inline')
  expect(headers.get('Content-Security-Policy')).toBe("sandbox; default-src 'none'")
  expect(headers.get('X-Content-Type-Options')).toBe('nosniff')
  expect(headers.get('Content-Type')).toBe('image/png')
})

test('C12 a download has our name, which says nothing about a person', () => {
  expect(documentResponse(looked, 'download').headers.get('Content-Disposition')).toBe('attachment; filename="identity-0a1b2c3d.png"')
})
