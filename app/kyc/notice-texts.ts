import type { Language } from '../platform/i18n/languages.ts'

/** The version of the texts below. What an owner writes starts at 1. */
export const DEFAULT_NOTICE_VERSION = 0

/**
 * The purpose-of-use notice of a shop that has written none of its own. Paragraphs are parted by an empty line; a first line that starts
 * with "# " is a heading. `{{shop}}` is the shop's name.
 */
export const DEFAULT_NOTICE: Readonly<Record<Language, string>> = {
  ja: `# 取得する情報
氏名、住所、生年月日、職業、電話番号、本人確認書類の画像（法人のお客様は法人確認書類を含みます）。

# 利用目的
{{shop}}は、古物営業法第15条に定める相手方の確認と、同法第16条に定める帳簿への記載のために、上記の情報を利用します。そのほか、お取引に関するご連絡と不正なお取引の防止に利用します。これら以外の目的には利用しません。

# 保管
画像は暗号化して保管し、閲覧できる担当者を限定したうえで、閲覧の記録を残します。帳簿と確認の記録は、法令に従い最後の記載から3年間保存し、その後消去します。

# 第三者への提供
法令に基づく場合を除き、ご本人の同意なく第三者に提供しません。

# 任意性とお問い合わせ
ご提出は任意ですが、確認ができない場合はお取引いただけません。情報の開示・訂正・削除のご希望は、{{shop}}のお問い合わせ窓口で承ります。`,
  'zh-Hant': `# 我們取得的資料
姓名、地址、出生日期、職業、電話號碼，以及身分證明文件的影像（公司客戶另包含公司證明文件）。

# 使用目的
{{shop}}依日本《古物營業法》第15條確認交易對象，並依同法第16條登載帳簿，因此使用上述資料。此外僅用於與交易有關的聯絡及防止不正當交易，不作其他用途。

# 保管
影像以加密方式保管，僅限指定人員閱覽，每次閱覽皆留下紀錄。帳簿與確認紀錄依法自最後登載日起保存3年，期滿後刪除。

# 提供予第三人
除法令另有規定外，未經您的同意，不會提供給第三人。

# 自由提供與聯絡方式
您可自由決定是否提供；但若無法完成確認，將無法進行交易。如欲查閱、更正或刪除資料，請洽{{shop}}的客服窗口。`,
  'zh-Hans': `# 我们收集的信息
姓名、地址、出生日期、职业、电话号码，以及身份证件的图像（企业客户还包括企业证明文件）。

# 使用目的
{{shop}}依据日本《古物营业法》第15条确认交易对方，并依据该法第16条记入账簿，为此使用上述信息。除此之外，仅用于与交易有关的联系和防止不正当交易，不作其他用途。

# 保管
图像经加密保存，仅限指定人员查看，每次查看都会留下记录。账簿和确认记录依法自最后一次记载起保存3年，期满后删除。

# 向第三方提供
除法律法规另有规定外，未经您本人同意，不会提供给第三方。

# 自愿提供与联系方式
是否提供由您自行决定；但如无法完成确认，将不能进行交易。如需查阅、更正或删除信息，请联系{{shop}}的客服。`,
  en: `# What we collect
Your name, address, date of birth, occupation and telephone number, and images of your identity document (for companies, of the company documents too).

# What we use it for
{{shop}} uses this information to identify the person it deals with, as Article 15 of Japan's Second-hand Dealers Act requires, and to keep the records that Article 16 requires; beyond that, only to contact you about your transactions and to prevent fraud. We use it for nothing else.

# How we keep it
Images are stored encrypted. Only appointed staff can open them, and every look is recorded. The records are kept for three years from the last entry, as the law requires, and then erased.

# Who else sees it
Nobody, unless a law demands it or you agree.

# Your choice, and how to reach us
Sending it is up to you, but we cannot trade with you without this check. To see, correct or delete your information, please contact {{shop}}.`,
}

export interface NoticePart {
  readonly heading: string | null
  readonly text: string
}

/** A notice as headings and paragraphs, for a screen. */
export function noticeParts(text: string): NoticePart[] {
  const paragraphs = text.split(/\r?\n\s*\r?\n/).filter((paragraph) => paragraph.trim() !== '')
  return paragraphs.map((paragraph) => {
    const [first = '', ...rest] = paragraph.trim().split(/\r?\n/)
    return first.startsWith('# ') ? { heading: first.slice(2).trim(), text: rest.join('\n') } : { heading: null, text: paragraph.trim() }
  })
}

/** The text of a version for a reader: in the reader's language, else the shop's, else Japanese, else any there is. */
export function textFor<Row extends { readonly language: string }>(
  rows: readonly Row[],
  reader: Language,
  shop: Language,
): Row | undefined {
  const inLanguage = (language: Language) => rows.find((row) => row.language === language)
  return inLanguage(reader) ?? inLanguage(shop) ?? inLanguage('ja') ?? rows[0]
}
