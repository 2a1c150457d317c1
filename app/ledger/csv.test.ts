import { expect, test } from 'vitest'
import { type Cell, csvOf } from './csv.server.ts'
import { cellText, textCell } from './csv.ts'

/** A small generator of its own, so that a failure comes again. */
function dice(seed: number): (below: number) => number {
  let state = seed
  return (below) => {
    state = (state * 1_103_515_245 + 12_345) % 2_147_483_648
    return Math.floor((state / 2_147_483_648) * below)
  }
}

const STARTS = [
  '=',
  '+',
  '-',
  '@',
  '\t',
  '\r',
  '\n',
  '＝',
  '＋',
  '－',
  '＠',
  '−',
  '|',
  '%',
  "'",
  '"',
  ' ',
  '\u200b',
  '\ufeff',
  '\u00a0',
  '\u0001',
  '',
]
const MIDDLES = [
  'SUM(A1:A9)',
  "cmd|' /C calc'!A0",
  'HYPERLINK("http://x","y")',
  '03-1234-5678',
  '0012345',
  '090 1234 5678',
  '1-2',
  '3/4',
  '1e5',
  '123456789012345678',
  '梅田3-1-1',
  '㈱関所,支店',
  '"quoted"',
  'a\r\nb',
  'a;b',
  '12:30',
  '５００',
  '',
  '(03)1234',
]

function naughty(count: number): string[] {
  const roll = dice(20_261_123)
  const of = (list: readonly string[]) => list[roll(list.length)] ?? ''
  return Array.from({ length: count }, () => of(STARTS) + of(STARTS) + of(MIDDLES) + (roll(2) === 0 ? '' : of(STARTS) + of(MIDDLES)))
}

/** RFC 4180, written anew: what a table program makes of the bytes. */
function parse(text: string): string[][] {
  const rows: string[][] = [[]]
  let at = text.startsWith('\ufeff') ? 1 : 0
  while (at < text.length) {
    let cell = ''
    if (text[at] === '"') {
      for (at += 1; at < text.length; at += 1) {
        if (text[at] !== '"') cell += text[at]
        else if (text[at + 1] === '"') {
          cell += '"'
          at += 1
        } else break
      }
      at += 1
    } else while (at < text.length && text[at] !== ',' && !text.startsWith('\r\n', at)) cell += text[at++]
    rows.at(-1)?.push(cell)
    if (text.startsWith('\r\n', at)) {
      at += 2
      if (at < text.length) rows.push([])
    } else at += 1
  }
  return rows
}

async function written(header: string[], rows: Cell[][]): Promise<string> {
  async function* each() {
    yield* rows
  }
  return new TextDecoder('utf-8', { ignoreBOM: true }).decode(await new Response(csvOf(header, each())).arrayBuffer())
}

test('A7 500 naughty cells come back as they were, and none begins a formula', async () => {
  const cells = naughty(500)
  expect(new Set(cells).size).toBeGreaterThan(300)
  const rows = Array.from({ length: 100 }, (_, row) => cells.slice(row * 5, row * 5 + 5))
  const text = await written(['一', '二', '三', '四', '五'], rows)
  expect(text.startsWith('\ufeff')).toBe(true)
  const back = parse(text).slice(1)
  expect(back.map((row) => row.map(cellText))).toEqual(rows)
  for (const cell of back.flat()) {
    // Spreadsheets look behind white space and what cannot be seen.
    expect(cell.replace(/^[\s\p{C}]+/u, ''), JSON.stringify(cell)).not.toMatch(/^[=+\-@＝＋－＠−|%]/)
    expect(cell, JSON.stringify(cell)).not.toMatch(/^[\t\r\n]/)
  }
})

test.each(['0312345678', '03-1234-5678', '+81 90 1234 5678', '309012345620', '1-2', '2026/11/23', '５００', '1e5'])(
  'A7 %s stays the text it is: nothing takes it for a number or a day',
  (text) => {
    expect(textCell(text)).toBe(`'${text}`)
    expect(cellText(textCell(text))).toBe(text)
  },
)

test.each(['関所 花子', '〒530-0001 大阪府大阪市北区', 'TK1234567', '会社員', '', '#1001'])('A7 %s is written as it is', (text) => {
  expect(textCell(text)).toBe(text)
})

test('table C 16 numbers of our own stay numbers', async () => {
  expect(parse(await written(['n'], [[{ own: '18000' }], [{ own: '2026-11-23' }]]))).toEqual([['n'], ['18000'], ['2026-11-23']])
})
