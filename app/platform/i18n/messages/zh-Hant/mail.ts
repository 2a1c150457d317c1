import type { TranslationOf } from '../../translate.ts'
import type { mail as reference } from '../en/mail.ts'

export const mail: TranslationOf<typeof reference> = {
  greeting: '{{name}} 您好：',
  greetingWithoutName: '您好：',
  staff: {
    registered: {
      subject: '【{{shop}}】有新會員註冊',
      body: '有新顧客開立了帳戶。目前不需要任何處理；顧客送出身分證明文件後，會再以郵件通知您。',
      button: '開啟案件',
    },
    submitted: {
      subject: '【{{shop}}】已收到身分證明文件',
      corporateSubject: '【{{shop}}】已收到公司證明文件',
      body: '顧客已送出身分證明文件，請進行審核。',
      corporateBody: '顧客已送出公司證明文件，請進行審核。',
      button: '審核文件',
    },
    footer: '本郵件由 Sekisho 自動寄送至設定中的收件人。為保護個人資料，郵件中不會顯示顧客姓名，詳細內容請至 Shopify 後台查看。',
  },
  customer: {
    document: '需重新提交的文件：{{part}}',
    said: '{{shop}} 的說明',
    part: { identity: '身分證明文件', corporate: '公司證明文件' },
    field: { name: '姓名', company: '公司名稱', address: '地址', birthDate: '出生日期', email: '電子郵件', other: '資料' },
    verified: {
      subject: '【{{shop}}】身分驗證已完成',
      body: '讓您久等了。您的身分驗證已完成，現在可以下單了。',
      button: '前往商店',
    },
    returned: {
      subject: '【{{shop}}】請重新提交部分文件',
      body: '我們審核了您提交的文件，其中一部分需要您重新提交。需要重新提交的文件與原因，請見您的帳戶頁面。',
      button: '開啟帳戶頁面',
    },
    refused: {
      subject: '【{{shop}}】關於您的身分驗證結果',
      body: '很抱歉，我們無法完成您的身分驗證。詳情請見您的帳戶頁面；如有疑問，歡迎與我們聯絡。',
      button: '開啟帳戶頁面',
    },
    expiring: {
      subject: '【{{shop}}】您的證件即將到期',
      body: '您提交的文件有效期限至 {{day}}。到期後將暫停下單，請儘早提交新的文件。完成審核前，您仍可照常下單。',
      button: '前往帳戶頁面',
    },
    expired: {
      subject: '【{{shop}}】您的證件已過期',
      body: '您提交的文件已過期，目前暫停下單。請至帳戶頁面提交新的文件，其他文件與資料無須重新提交。',
      button: '前往帳戶頁面',
    },
    locked: {
      subject: '【{{shop}}】請重新提交身分證明文件',
      body: '您帳戶上的{{fields}}已變更，目前暫停下單。請至帳戶頁面提交可確認現有資料的文件。',
      button: '前往帳戶頁面',
    },
    revoked: {
      subject: '【{{shop}}】請重新進行身分驗證',
      body: '您的身分驗證已失效，因此暫停下單。後續步驟請見您的帳戶頁面。',
      button: '開啟帳戶頁面',
    },
    payoutChanged: {
      subject: '【{{shop}}】您的收款帳戶已變更',
      body: '您的收款帳戶已變更。為了您的安全，變更後須經過一段時間，才會開始付款至新帳戶。若非您本人操作，帳戶可能遭他人變更，請立即與商店聯絡。',
      button: '開啟帳戶頁面',
    },
    payoutRemoved: {
      subject: '【{{shop}}】您的收款帳戶已刪除',
      body: '您登錄的收款帳戶已刪除。在登錄新帳戶之前，我們無法付款給您。若非您本人操作，請立即與商店聯絡。',
      button: '開啟帳戶頁面',
    },
    payoutRejected: {
      subject: '【{{shop}}】請重新登錄收款帳戶',
      body: '經確認，我們無法付款至您登錄的收款帳戶。麻煩您由帳戶頁面重新登錄。',
      button: '開啟帳戶頁面',
    },
    message: {
      body: '商店的工作人員就身分驗證一事與您聯絡。',
      button: '開啟帳號頁面',
      ok: { subject: '【{{shop}}】身分驗證已完成', text: '我們已確認您的身分資料，一切無誤，您現在可以下單了。' },
      missing: { subject: '【{{shop}}】身分驗證尚缺資料', text: '您的身分驗證尚缺部分資料。請在帳號頁面查看缺少的項目並完成提交。' },
      ng: { subject: '【{{shop}}】身分驗證結果', text: '我們已審核您提交的資料，很抱歉無法完成身分驗證。' },
      free: { subject: '【{{shop}}】關於身分驗證的通知' },
    },
    reminder: {
      subject: '【{{shop}}】您的身分驗證尚未完成',
      body: '感謝您註冊帳號。下單前需要完成身分驗證，請至帳號頁面提交身分文件。若您已提交，請忽略此郵件。',
      button: '開啟帳號頁面',
    },
    footer: '本郵件由 {{shop}} 就您的身分驗證事宜寄送。為了您的安全，郵件中不含個人資料，也不會要求您提供個人資料。',
  },
}
