import type { TranslationOf } from '../../translate.ts'
import type { mail as reference } from '../en/mail.ts'

export const mail: TranslationOf<typeof reference> = {
  greeting: '{{name}} 様',
  greetingWithoutName: 'お客様',
  staff: {
    registered: {
      subject: '【{{shop}}】会員登録がありました',
      body: '新しいお客様がアカウントを開設しました。いまのところ対応は不要です。本人確認書類が提出されると、あらためてメールでお知らせします。',
      button: 'ケースを開く',
    },
    submitted: {
      subject: '【{{shop}}】本人確認書類が提出されました',
      corporateSubject: '【{{shop}}】法人確認書類が提出されました',
      body: 'お客様から本人確認書類が提出されました。内容の確認をお願いします。',
      corporateBody: 'お客様から法人確認書類が提出されました。内容の確認をお願いします。',
      button: '書類を確認する',
    },
    footer:
      'このメールは、Sekisho の設定に登録された宛先へ自動送信しています。個人情報保護のため、お客様のお名前などは記載していません。詳細は Shopify 管理画面でご確認ください。',
  },
  customer: {
    document: '対象の書類：{{part}}',
    said: '{{shop}}からのご連絡',
    part: { identity: '本人確認書類', corporate: '法人確認書類' },
    verified: {
      subject: '【{{shop}}】本人確認が完了しました',
      body: 'お待たせいたしました。本人確認が完了し、ご注文いただけるようになりました。',
      button: 'ショップへ進む',
    },
    returned: {
      subject: '【{{shop}}】本人確認書類の再提出のお願い',
      body: 'ご提出いただいた書類を確認した結果、一部の書類をあらためてご提出いただく必要があります。対象の書類と理由は、アカウントページでご確認ください。',
      button: 'アカウントページを開く',
    },
    refused: {
      subject: '【{{shop}}】本人確認の結果について',
      body: '申し訳ございませんが、本人確認を完了することができませんでした。詳しくはアカウントページをご覧ください。ご不明な点はショップまでお問い合わせください。',
      button: 'アカウントページを開く',
    },
    revoked: {
      subject: '【{{shop}}】本人確認のお手続きのお願い',
      body: '本人確認が有効でなくなったため、ご注文を一時停止しています。必要なお手続きは、アカウントページでご確認ください。',
      button: 'アカウントページを開く',
    },
    footer:
      'このメールは、本人確認のお手続きに関して {{shop}} からお送りしています。安全のため、個人情報の記載や、メールでの個人情報の確認は行っておりません。',
  },
}
