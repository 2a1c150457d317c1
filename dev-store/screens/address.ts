import { linesOf } from '../store/addresses.ts'
import type { Address } from '../store/types.ts'
import { personName } from './format.ts'

// JP-01 … JP-47 in order, as Japanese readers know them; the store keeps Shopify's spelling in Latin letters.
const PREFECTURES =
  '北海道 青森県 岩手県 宮城県 秋田県 山形県 福島県 茨城県 栃木県 群馬県 埼玉県 千葉県 東京都 神奈川県 新潟県 富山県 石川県 福井県 山梨県 長野県 岐阜県 静岡県 愛知県 三重県 滋賀県 京都府 大阪府 兵庫県 奈良県 和歌山県 鳥取県 島根県 岡山県 広島県 山口県 徳島県 香川県 愛媛県 高知県 福岡県 佐賀県 長崎県 熊本県 大分県 宮崎県 鹿児島県 沖縄県'.split(
    ' ',
  )

/** Codes and names of the prefectures, for a list to choose from. */
export const prefectures = (): [code: string, name: string][] =>
  PREFECTURES.map((name, index) => [`JP-${String(index + 1).padStart(2, '0')}`, name])

/** The prefecture in Japanese, or what the address says. */
export const prefectureOf = ({ countryCode, provinceCode, province }: Address): string =>
  (countryCode === 'JP' && PREFECTURES[Number(provinceCode?.slice(3)) - 1]) || (province ?? '')

/** An address as its own country writes it: Japanese ones from the postcode down to the name, all others as Shopify prints them. */
export function addressLines(address: Address): string[] {
  if (address.countryCode !== 'JP') return linesOf(address, { name: true, company: true })
  const { zip, city, address1, address2, company } = address
  const name = personName(address)
  const street = [prefectureOf(address), city, address1].filter(Boolean).join('')
  return [zip && `〒${zip}`, street, address2, company, name && `${name} 様`].filter((line): line is string => Boolean(line))
}
