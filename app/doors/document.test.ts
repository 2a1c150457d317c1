import { expect, test } from 'vitest'
import { askedFor, documentResponse } from './document.server.ts'

const looked = { content: Buffer.from('abc'), shownAs: 'image/jpeg', name: 'identity-0a1b2c3d.jpg', pages: 3 } as const

test('C12 a document is shown once, and can be neither kept, sniffed nor run', async () => {
  const { headers } = documentResponse(looked, 'page')
  expect(headers.get('Cache-Control')).toBe('no-store, private')
  expect(headers.get('Content-Disposition')).toBe('inline')
  expect(headers.get('Content-Security-Policy')).toBe("sandbox; default-src 'none'")
  expect(headers.get('X-Content-Type-Options')).toBe('nosniff')
  expect(headers.get('Content-Type')).toBe('image/jpeg')
  expect(headers.get('Sekisho-Pages')).toBe('3')
})

test('C12 the file as it was handed in leaves as a download only, under a name that says nothing about a person', () => {
  const { headers } = documentResponse({ ...looked, shownAs: 'application/pdf', name: 'identity-0a1b2c3d.pdf' }, 'original')
  expect(headers.get('Content-Disposition')).toBe('attachment; filename="identity-0a1b2c3d.pdf"')
})

test('C12 the first page is shown unless another, the thumbnail or the file itself is asked for', () => {
  const asked = (query: string) => askedFor(new URL(`https://app.example/app/documents/x${query}`))
  expect(asked('')).toEqual({ as: 'page', page: 1 })
  expect(asked('?page=12')).toEqual({ as: 'page', page: 12 })
  for (const bad of ['?page=0', '?page=-1', '?page=1e3', '?page=original', '?page='])
    expect(asked(bad), bad).toEqual({ as: 'page', page: 0 })
  expect(asked('?thumbnail')).toEqual({ as: 'thumbnail' })
  expect(asked('?download=1')).toEqual({ as: 'original' })
})
