import { text } from 'node:stream/consumers'
import { createElement } from 'react'
import { renderToPipeableStream, renderToStaticMarkup } from 'react-dom/server'
import { expect, test } from 'vitest'
import { withoutNul } from './without-nul.server.ts'

test.each([0, 1, 2])('a page in Japanese is what React meant, wherever its blocks end (%d)', async (shift) => {
  const words = Array.from({ length: 400 }, (_, at) => createElement('b', { key: at, 'aria-label': `保存: 確認の方法 ${at}` }, '髙橋'))
  const page = createElement('main', { title: 'x'.repeat(shift) }, words)
  const out = withoutNul()
  const html = text(out)
  await new Promise<void>((ready) => {
    const { pipe } = renderToPipeableStream(page, { onAllReady: () => ready(void pipe(out)) })
  })
  const sent = await html
  expect(sent).not.toMatch(/[\0\ufffd]/)
  expect(sent).toBe(renderToStaticMarkup(page))
})
