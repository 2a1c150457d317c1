import type { Language } from '../platform/i18n/languages.ts'
import type { CaughtFor } from './net.ts'

/** The tag on a caught order, in the shop's language. */
export const ORDER_TAG: Readonly<Record<Language, string>> = {
  ja: '関所：要確認',
  'zh-Hant': '關所：待確認',
  'zh-Hans': '关所：待确认',
  en: 'Sekisho: on hold',
}

const NOTES: Readonly<Record<Language, Readonly<Record<CaughtFor, string>>>> = {
  ja: {
    'no-customer': 'お客様が紐づいていない注文のため、保留しています。',
    'not-verified': '本人確認が済んでいないお客様の注文のため、保留しています。',
    frozen: '凍結中のお客様の注文のため、保留しています。',
    refused: 'お取引をお断りしたお客様の注文のため、保留しています。',
  },
  'zh-Hant': {
    'no-customer': '此訂單沒有對應的顧客，暫緩出貨。',
    'not-verified': '訂購的顧客尚未完成身分驗證，暫緩出貨。',
    frozen: '訂購的顧客已被凍結，暫緩出貨。',
    refused: '訂購的顧客已被拒絕往來，暫緩出貨。',
  },
  'zh-Hans': {
    'no-customer': '此订单没有对应的顾客，暂缓发货。',
    'not-verified': '下单的顾客尚未完成身份验证，暂缓发货。',
    frozen: '下单的顾客已被冻结，暂缓发货。',
    refused: '下单的顾客已被拒绝往来，暂缓发货。',
  },
  en: {
    'no-customer': 'Held: the order has no customer.',
    'not-verified': 'Held: the customer has not been verified.',
    frozen: 'Held: the customer is frozen.',
    refused: 'Held: the store has refused the customer.',
  },
}

/** What a hold says in the Shopify admin: the reason in words and as a code, and nobody's name. */
export const holdNote = (language: Language, reason: CaughtFor): string => `${NOTES[language][reason]} [sekisho:${reason}]`

/** What the timeline of a cancelled order says; the audit log has who it was. */
export const CANCEL_NOTE = 'sekisho: caught-order'
