import type { TranslationOf } from '../../translate.ts'
import type { mail as reference } from '../en/mail.ts'

export const mail: TranslationOf<typeof reference> = {
  greeting: '{{name}}，您好：',
  greetingWithoutName: '您好：',
  staff: {
    registered: {
      subject: '【{{shop}}】有新会员注册',
      body: '有新客户开立了账户。目前无需处理；客户提交身份证明文件后，会再次以邮件通知您。',
      button: '打开案件',
    },
    submitted: {
      subject: '【{{shop}}】已收到身份证明文件',
      corporateSubject: '【{{shop}}】已收到企业证明文件',
      body: '客户已提交身份证明文件，请进行审核。',
      corporateBody: '客户已提交企业证明文件，请进行审核。',
      button: '审核文件',
    },
    footer: '本邮件由 Sekisho 自动发送至设置中的收件人。为保护个人信息，邮件中不显示客户姓名，详细内容请在 Shopify 后台查看。',
  },
  customer: {
    document: '需重新提交的文件：{{part}}',
    said: '{{shop}} 的说明',
    part: { identity: '身份证明文件', corporate: '企业证明文件' },
    field: { name: '姓名', company: '公司名称', address: '地址', birthDate: '出生日期', email: '电子邮箱', other: '资料' },
    verified: {
      subject: '【{{shop}}】身份验证已完成',
      body: '让您久等了。您的身份验证已完成，现在可以下单了。',
      button: '前往商店',
    },
    returned: {
      subject: '【{{shop}}】请重新提交部分文件',
      body: '我们审核了您提交的文件，其中一部分需要您重新提交。需要重新提交的文件及原因，请见您的账户页面。',
      button: '打开账户页面',
    },
    refused: {
      subject: '【{{shop}}】关于您的身份验证结果',
      body: '很抱歉，我们无法完成您的身份验证。详情请见您的账户页面；如有疑问，欢迎与我们联系。',
      button: '打开账户页面',
    },
    expiring: {
      subject: '【{{shop}}】您的证件即将到期',
      body: '您提交的文件有效期至 {{day}}。到期后将暂停下单，请尽早提交新的文件。审核完成前，您仍可照常下单。',
      button: '前往账户页面',
    },
    expired: {
      subject: '【{{shop}}】您的证件已过期',
      body: '您提交的文件已过期，目前暂停下单。请到账户页面提交新的文件，其他文件和资料无须重新提交。',
      button: '前往账户页面',
    },
    locked: {
      subject: '【{{shop}}】请重新提交身份证明文件',
      body: '您账户上的{{fields}}已变更，目前暂停下单。请到账户页面提交可确认现有资料的文件。',
      button: '前往账户页面',
    },
    revoked: {
      subject: '【{{shop}}】请重新进行身份验证',
      body: '您的身份验证已失效，因此暂停下单。后续步骤请见您的账户页面。',
      button: '打开账户页面',
    },
    payoutChanged: {
      subject: '【{{shop}}】您的收款账户已变更',
      body: '您的收款账户已变更。为了您的安全，变更后须经过一段时间，才会开始向新账户付款。若非您本人操作，账户可能被他人变更，请立即与商店联系。',
      button: '打开账户页面',
    },
    payoutRemoved: {
      subject: '【{{shop}}】您的收款账户已删除',
      body: '您登记的收款账户已删除。在登记新账户之前，我们无法向您付款。若非您本人操作，请立即与商店联系。',
      button: '打开账户页面',
    },
    payoutRejected: {
      subject: '【{{shop}}】请重新登记收款账户',
      body: '经确认，我们无法向您登记的收款账户付款。麻烦您从账户页面重新登记。',
      button: '打开账户页面',
    },
    message: {
      body: '商店的工作人员就身份验证一事与您联系。',
      button: '打开账号页面',
      ok: { subject: '【{{shop}}】身份验证已完成', text: '我们已核对您的身份资料，没有问题，您现在可以下单了。' },
      missing: { subject: '【{{shop}}】身份验证尚缺资料', text: '您的身份验证尚缺部分资料。请在账号页面查看缺少的项目并完成提交。' },
      ng: { subject: '【{{shop}}】身份验证结果', text: '我们已审核您提交的资料，很抱歉无法完成身份验证。' },
      free: { subject: '【{{shop}}】关于身份验证的通知' },
    },
    reminder: {
      subject: '【{{shop}}】您的身份验证尚未完成',
      body: '感谢您注册账号。下单前需要完成身份验证，请到账号页面提交身份文件。如已提交，请忽略此邮件。',
      button: '打开账号页面',
    },
    footer: '本邮件由 {{shop}} 就您的身份验证事宜发送。为了您的安全，邮件中不含个人信息，也不会要求您提供个人信息。',
  },
}
