import { bare } from './typed.ts'

const KANJI = '〇一二三四五六七八九'

/** 十二 as 12, 二〇 as 20. */
function numeral(kanji: string): string {
  if (!kanji.includes('十')) return Array.from(kanji, (one) => KANJI.indexOf(one)).join('')
  const [tens = '', ones = ''] = kanji.split('十')
  return String((tens === '' ? 1 : KANJI.indexOf(tens)) * 10 + (ones === '' ? 0 : KANJI.indexOf(ones)))
}

/**
 * An address as one text for comparison: width, spaces, and the ways of writing 一丁目２番地の３, 1丁目2番3号 and 1-2-3 fall together. Another
 * flat of a house is another address.
 */
export const plainAddress = (lines: readonly string[]): string =>
  lines
    .join(' ')
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[\u2010-\u2015\u2212\u30fc\uff70]/g, (dash, at: number, all: string) =>
      dash === 'ー' && !/\d/.test(all[at - 1] ?? '') ? dash : '-',
    )
    .replace(/([〇一二三四五六七八九]?十[一二三四五六七八九]?|[〇一二三四五六七八九]+)(?=丁目|番|号)/g, numeral)
    .replace(/(\d+)(?:丁目|番地の|番地|番|号室|号|室)/g, '$1-')
    .replace(/[\s、,.]/g, '')
    .replace(/-+/g, '-')
    .replace(/-(?=\D|$)/g, '')

/** The number of a paper for comparison, told apart by the kind of paper: two kinds may share a number. */
export const plainDocument = (kind: string, number: string): string => `${kind}:${bare(number)}`
