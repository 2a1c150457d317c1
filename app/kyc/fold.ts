// Forms of one character that families write differently and nobody can type: 髙 is looked for as 高.
const VARIANTS: Readonly<Record<string, string>> = Object.fromEntries(
  [...'髙高﨑崎嵜崎濵浜濱浜邊辺邉辺齋斉斎斉齊斉澤沢廣広櫻桜國国眞真德徳𠮷吉榮栄惠恵龍竜瀨瀬曻昇槇槙桒桑舘館冨富嶋島峯峰會会禮礼'].flatMap(
    (each, at, all) => (at % 2 === 0 ? [[each, all[at + 1] ?? each]] : []),
  ),
)

/** One way of writing: full and half width, case, accents, kana of both kinds and variant characters fall together. Idempotent. */
export function fold(text: string): string {
  const plain = text
    .normalize('NFKC')
    .toLowerCase()
    .normalize('NFD')
    .replace(/[\u0300-\u036f]/g, '')
    .normalize('NFC')
  const hiragana = plain.replace(/[\u30a1-\u30f6]/g, (kana) => String.fromCharCode(kana.charCodeAt(0) - 0x60))
  return Array.from(hiragana, (each) => VARIANTS[each] ?? each).join('')
}
