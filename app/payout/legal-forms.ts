/** Who holds an account. */
export type HolderKind = 'person' | 'company'

/**
 * Legal forms as transfer records abbreviate them (Zengin format, list of abbreviations of juridical persons), each with the ways in which a
 * register or a person writes it. The longer one first where one begins with another.
 */
const FORMS: readonly (readonly [string, readonly string[]])[] = [
  ['カ', ['株式会社', '株式會社', '(株)', 'カブシキガイシャ', 'カブシキガイシヤ', 'カブシキカイシャ', 'カブシキカイシヤ']],
  ['ユ', ['有限会社', '(有)', 'ユウゲンガイシャ', 'ユウゲンガイシヤ', 'ユウゲンカイシャ', 'ユウゲンカイシヤ']],
  ['ド', ['合同会社', '(同)', 'ゴウドウガイシャ', 'ゴウドウガイシヤ', 'ゴウドウカイシャ', 'ゴウドウカイシヤ']],
  ['メ', ['合名会社', '(名)', 'ゴウメイガイシャ', 'ゴウメイガイシヤ', 'ゴウメイカイシャ', 'ゴウメイカイシヤ']],
  ['シ', ['合資会社', '(資)', 'ゴウシガイシャ', 'ゴウシガイシヤ', 'ゴウシカイシャ', 'ゴウシカイシヤ']],
  ['イ', ['社会医療法人', '医療法人社団', '医療法人財団', '医療法人', '(医)', 'イリョウホウジン', 'イリヨウホウジン']],
  [
    'ザイ',
    ['一般財団法人', '公益財団法人', '財団法人', '(財)', 'イッパンザイダンホウジン', 'コウエキザイダンホウジン', 'ザイダンホウジン'],
  ],
  [
    'シヤ',
    ['一般社団法人', '公益社団法人', '社団法人', '(社)', 'イッパンシャダンホウジン', 'コウエキシャダンホウジン', 'シャダンホウジン'],
  ],
  ['シユウ', ['宗教法人', '(宗)', 'シュウキョウホウジン', 'シユウキヨウホウジン']],
  ['ガク', ['学校法人', '(学)', 'ガッコウホウジン', 'ガツコウホウジン']],
  ['フク', ['社会福祉法人', '(福)', 'シャカイフクシホウジン', 'シヤカイフクシホウジン']],
  ['トクヒ', ['特定非営利活動法人', 'トクテイヒエイリカツドウホウジン', 'NPO法人']],
  ['ドク', ['独立行政法人', 'ドクリツギョウセイホウジン', 'ドクリツギヨウセイホウジン']],
  ['ベン', ['弁護士法人', 'ベンゴシホウジン']],
  ['ゼイ', ['税理士法人', 'ゼイリシホウジン']],
  ['ギヨ', ['行政書士法人', 'ギョウセイショシホウジン', 'ギヨウセイシヨシホウジン']],
  ['シホウ', ['司法書士法人', 'シホウショシホウジン', 'シホウシヨシホウジン']],
  ['ロウム', ['社会保険労務士法人', 'シャカイホケンロウムシホウジン', 'シヤカイホケンロウムシホウジン']],
  ['ノウ', ['農事組合法人', 'ノウジクミアイホウジン']],
  ['ソ', ['相互会社', '(相)', 'ソウゴガイシャ', 'ソウゴガイシヤ']],
]

const katakanaOf = (text: string): string => text.replace(/[\u3041-\u3096]/g, (kana) => String.fromCharCode(kana.charCodeAt(0) + 0x60))

/** A company's name, NFKC, with its legal form as banks write it: `カ)` before the name, `(カ` behind it, `(カ)` within. All else stays. */
export function fromLegalForm(name: string): string {
  const text = katakanaOf(name.trim())
  for (const [short, forms] of FORMS) {
    const form = forms.find((each) => text.includes(each))
    if (!form) continue
    const at = text.indexOf(form)
    const before = text.slice(0, at).trimEnd()
    const after = text.slice(at + form.length).trimStart()
    if (before === '') return `${short})${after}`
    return after === '' ? `${before}(${short}` : `${before}(${short})${after}`
  }
  return text
}

const SHORT = FORMS.map(([short]) => short)
  .toSorted((a, b) => b.length - a.length)
  .join('|')
const IN_RECORD = new RegExp(`^(${SHORT})\\)|\\((${SHORT})\\)|\\((${SHORT})$`)

/** The legal form in a company's name as banks write it, and the name without it; a form that is not there is null. NFKC, capital kana. */
export function partsOfCompany(name: string): { readonly form: string | null; readonly core: string } {
  const text = name.normalize('NFKC')
  const found = IN_RECORD.exec(text)
  if (!found) return { form: null, core: text.trim() }
  return { form: found[1] ?? found[2] ?? found[3] ?? null, core: text.replace(found[0], ' ').trim() }
}
