/** Why a checkout is refused: nobody is signed in, the metafield is missing or blank, or it was switched off. */
export type Refusal = 'sign-in' | 'not-verified' | 'stopped'

export type GateLanguage = 'ja' | 'zh-Hant' | 'zh-Hans' | 'en'

/** The language of ours that is closest to Shopify's `LanguageCode`; English where we have none. */
export function wordsFor(isoCode: string): GateLanguage {
  if (isoCode === 'JA') return 'ja'
  if (isoCode === 'ZH_TW') return 'zh-Hant'
  return isoCode === 'ZH_CN' || isoCode === 'ZH' ? 'zh-Hans' : 'en'
}

// Shopify does not translate what a validation function says, so the words travel inside the function.
export const GATE_WORDS: Record<GateLanguage, Record<Refusal, string>> = {
  ja: {
    'sign-in': 'ご注文には本人確認済みのアカウントが必要です。ログインまたは会員登録のうえ、お手続きください。',
    'not-verified': 'ご注文には本人確認が必要です。アカウントページから本人確認書類をご提出ください。',
    stopped: 'ただいまご注文を承れません。アカウントページをご確認いただくか、ショップまでお問い合わせください。',
  },
  'zh-Hant': {
    'sign-in': '下單需使用已完成身分驗證的帳戶，請先登入或註冊。',
    'not-verified': '下單前請先完成身分驗證，請到帳戶頁面上傳身分證明文件。',
    stopped: '目前無法為您受理訂單。請至帳戶頁面查看，或與商店聯絡。',
  },
  'zh-Hans': {
    'sign-in': '下单需使用已完成身份验证的账户，请先登录或注册。',
    'not-verified': '下单前请先完成身份验证，请到账户页面上传身份证明文件。',
    stopped: '目前无法为您受理订单。请到账户页面查看，或联系商店。',
  },
  en: {
    'sign-in': 'Orders need an account with a verified identity. Please sign in or register.',
    'not-verified': 'Please verify your identity to order. You can submit your documents from your account page.',
    stopped: 'We can’t take orders from you right now. Please see your account page or contact the shop.',
  },
}
