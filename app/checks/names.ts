import { fold } from '../kyc/fold.ts'
import { type Check, cannotTell, type Finding, fine, warn } from './finding.ts'

/**
 * Forms of one character that registers, cards and keyboards write differently, beside those that the search knows already (kyc/fold.ts):
 * the older form, then the one it is compared as. Compatibility forms (U+F900 to U+FAFF) fall together by Unicode itself.
 */
const VARIANTS = new Map(
  (
    '亞亜 來来 佛仏 傳伝 價価 兒児 兩両 勳勲 單単 嚴厳 圍囲 圓円 團団 圡土 增増 壯壮 壽寿 奧奥 學学 實実 寬寛 寶宝 將将 專専 對対 嶌島 嶽岳 巖巌 ' +
    '巢巣 彌弥 從従 應応 惠恵 戶戸 擧挙 收収 敎教 數数 晉晋 曉暁 曾曽 條条 桺柳 樂楽 橫横 檜桧 步歩 每毎 氣気 淸清 淺浅 渕淵 渊淵 滿満 澁渋 濟済 瀧滝 ' +
    '灣湾 爲為 獨独 產産 當当 發発 硏研 祿禄 稻稲 穗穂 經経 綠緑 緖緒 縣県 總総 繩縄 纖繊 聰聡 聲声 臺台 舊旧 舩船 與与 萬万 莊荘 葢蓋 藏蔵 藝芸 薗園 藪薮 籔薮 ' +
    '蘆芦 螢蛍 衞衛 裝装 覺覚 讓譲 證証 譽誉 豐豊 賴頼 轉転 邨村 郞郎 鄕郷 醫医 釋釈 鎭鎮 鐵鉄 關関 靜静 靑青 顯顕 餘余 驗験 鷗鴎 鷄鶏 鹽塩 麥麦 黃黄 黑黒 龜亀 凜凛 㐂喜 埜野'
  )
    .split(' ')
    .map((pair) => Array.from(pair) as [string, string]),
)

const SMALL = 'ぁぃぅぇぉっゃゅょゎゕゖ'
const LARGE = 'あいうえおつやゆよわかけ'

/** A name for comparison, its words kept apart: width, case, accents, kana of both kinds and sizes, old and new characters fall together. */
export function plainName(name: string): string {
  const each = Array.from(fold(name.replace(/[・･·,，、=＝]/g, ' ')), (one) => LARGE[SMALL.indexOf(one)] ?? VARIANTS.get(one) ?? one)
  return each
    .join('')
    .replace(/['’.]/g, '')
    .replace(/[\s-]+/g, ' ')
    .trim()
}

const VOWELS: readonly [RegExp, string][] = [
  [/[あかさたなはまやらわがざだばぱ]/, 'あ'],
  [/[いきしちにひみりぎじぢびぴ]/, 'い'],
  [/[うくすつぬふむゆるぐずづぶぷゔ]/, 'う'],
  [/[えけせてねへめれげぜでべぺ]/, 'え'],
  [/[おこそとのほもよろをごぞどぼぽ]/, 'お'],
]
const vowelOf = (kana: string | undefined): string => (kana ? (VOWELS.find(([row]) => row.test(kana))?.[1] ?? '') : '')

/**
 * A name in kana for comparison, without spaces: half width, small kana, を for お, and the long vowel mark as the vowel that it lengthens
 * (オーノ is オオノ). Dashes are long vowel marks: banks write them so.
 */
export function plainKana(kana: string): string {
  const text = plainName(kana.replace(/[‐-―−ｰ-]/g, 'ー'))
    .replaceAll(' ', '')
    .replaceAll('を', 'お')
  return Array.from(text).reduce((done, one) => done + (one === 'ー' ? vowelOf(Array.from(done).at(-1)) : one), '')
}

/** ō and ē as they are spelled: おう for おお, えい for ええ. Only where one of the two was written with a mark it may have been either. */
const lengthened = (kana: string): string =>
  kana.replace(/([おこそとのほもよろごぞどぼぽ])う/g, '$1お').replace(/([えけせてねへめれげぜでべぺ])い/g, '$1え')

const MARKED = /[ー‐-―−ｰ-]/

/** Whether two names in kana are one person's: a name on a paper and the holder of an account (E01). */
export function sameKana(one: string | null, other: string | null, check: Check = 'kana'): Finding {
  if (!one?.trim() || !other?.trim()) return cannotTell(check, one?.trim() ? 'nothing-to-compare' : 'not-read')
  if (one.trim() === other.trim()) return fine(check, 'same')
  const [a, b] = [plainKana(one), plainKana(other)]
  const same = a === b || ((MARKED.test(one) || MARKED.test(other)) && lengthened(a) === lengthened(b))
  return same && a !== '' ? fine(check, 'same-but-written-otherwise') : warn(check, 'differs')
}

// Legal forms of companies as they are abbreviated; NFKC has already opened ㈱ and （株）.
const FORMS: readonly [RegExp, string][] = [
  [/\(株\)|株式会社|股份有限公司/g, '㍿'],
  [/\(有\)|有限会社/g, '㈲'],
  [/\(同\)|合同会社/g, '㊐'],
]

const joined = (name: string): string => FORMS.reduce((text, [form, mark]) => text.replace(form, mark), plainName(name)).replaceAll(' ', '')

/** Whether two names are one's, person or company, and if so whether they are written differently. */
export function sameName(declared: string | null, paper: string | null, check: Check = 'name'): Finding {
  if (!paper?.trim()) return cannotTell(check, 'not-read')
  if (!declared?.trim()) return cannotTell(check, 'nothing-to-compare')
  if (declared.trim() === paper.trim()) return fine(check, 'same')
  const [a, b] = [joined(declared), joined(paper)]
  if (a === b && a !== '') return fine(check, 'same-but-written-otherwise')
  const words = (name: string) => plainName(name).split(' ').sort().join(' ')
  return words(declared) === words(paper) && a !== '' ? fine(check, 'same-in-another-order') : warn(check, 'differs')
}
