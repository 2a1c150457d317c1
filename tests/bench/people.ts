// Who the million customers are: mostly common names, and some that a handful of people bear. The same every time.
import type { Named } from '../../app/kyc/pieces.ts'

const FAMILIES = [
  ...[
    '佐藤',
    '鈴木',
    '高橋',
    '田中',
    '伊藤',
    '渡辺',
    '山本',
    '中村',
    '小林',
    '加藤',
    '吉田',
    '山田',
    '佐々木',
    '山口',
    '松本',
    '井上',
    '木村',
    '林',
    '斎藤',
    '清水',
  ],
  ...[
    '山崎',
    '森',
    '池田',
    '橋本',
    '阿部',
    '石川',
    '山下',
    '中島',
    '石井',
    '小川',
    '前田',
    '岡田',
    '長谷川',
    '藤田',
    '後藤',
    '近藤',
    '村上',
    '遠藤',
    '青木',
    '坂本',
  ],
  ...['陳', '王', '李', '黃', '張', 'Tanaka', 'Suzuki', 'Chen', 'Wang', 'Kim', 'Smith', 'サトウ', 'ワタナベ'],
]
const GIVEN = [
  ...[
    '翔太',
    '拓也',
    '健太',
    '大輔',
    '直樹',
    '美咲',
    '愛',
    '彩',
    '美穂',
    '智子',
    '陽子',
    '恵',
    '一',
    '誠',
    '隆',
    '蓮',
    '結衣',
    '陽葵',
    '湊',
    '芽依',
  ],
  ...['Taro', 'Hanako', 'Wei', 'Mei', 'John', 'Mary', 'はな', 'ハルト'],
]
const FIRST = [...'綾鬼薬勅賀鴨紫榊蓬萩鵜鷲皆雲燕猪兎亀鮎鯉']
const SECOND = [...'戸怒師使茂部池崎原沢瀬淵墓塚渕畔巻郷屋敷']

const at = <Item>(items: readonly Item[], n: number): Item => items[n % items.length] as Item

/** Scatters numbers, so that neighbours have nothing in common. */
const scatter = (n: number, salt: number): number => {
  const mixed = Math.imul(n ^ (salt * 0x9e3779b9), 0x85ebca6b) >>> 0
  return Math.imul(mixed ^ (mixed >>> 15), 0xc2b2ae35) >>> 0
}

/** A name of two characters that few bear: one of 400. */
export const rareName = (n: number): string => at(FIRST, n) + at(SECOND, Math.floor(n / FIRST.length))

/** The nth customer. Of 1000 one has a rare name, and half of these have it in the middle of another. Common names are much more common than others. */
export function personOf(n: number): Named {
  const skewed = Math.floor(((scatter(n, 1) % 1000) ** 2 / 1_000_000) * FAMILIES.length)
  const rare = rareName(scatter(n, 2))
  const lastName = scatter(n, 3) % 1000 === 0 ? (n % 2 === 0 ? `小${rare}川` : rare) : at(FAMILIES, skewed)
  return {
    lastName,
    firstName: at(GIVEN, scatter(n, 4)),
    email: `${at(['hana', 'taro', 'sato.m', 'k-tanaka', 'xiao'], scatter(n, 5))}${n}@${at(['example.jp', 'example.com', 'example.tw'], n)}`,
    phone: n % 3 === 0 ? `+8190${String(10_000_000 + n).slice(-8)}` : null,
  }
}
