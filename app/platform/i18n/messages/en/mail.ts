/** Mails. The reference tree: other languages have the same keys. */
export const mail = {
  greeting: 'Dear {{name}},',
  greetingWithoutName: 'Hello,',
  staff: {
    registered: {
      subject: '[{{shop}}] A customer has registered',
      body: 'A new customer has opened an account. There is nothing to do yet: once the customer sends identity documents, you will get another mail.',
      button: 'Open the case',
    },
    submitted: {
      subject: '[{{shop}}] Identity documents have arrived',
      corporateSubject: '[{{shop}}] Company documents have arrived',
      body: 'A customer has sent identity documents. Please review them.',
      corporateBody: 'A customer has sent company documents. Please review them.',
      button: 'Review the documents',
    },
    footer:
      'Sekisho sent this mail to the addresses in its settings. It names no customer on purpose: details are in the Shopify admin only.',
  },
  customer: {
    document: 'Document: {{part}}',
    said: 'Message from {{shop}}',
    part: { identity: 'Identity document', corporate: 'Company document' },
    field: {
      name: 'name',
      company: 'company name',
      address: 'address',
      birthDate: 'date of birth',
      email: 'e-mail address',
      other: 'details',
    },
    verified: {
      subject: '{{shop}}: your identity has been verified',
      body: 'Thank you for waiting. We have verified your identity, and you can now place orders.',
      button: 'Go to the shop',
    },
    returned: {
      subject: '{{shop}}: we need something more from you',
      body: 'We have checked your identity documents and need you to send some of them again. Your account page says which ones and why.',
      button: 'Open your account page',
    },
    refused: {
      subject: '{{shop}}: about your identity check',
      body: 'We are sorry: we could not verify your identity. Your account page tells you more. If you have questions, please contact us.',
      button: 'Open your account page',
    },
    expiring: {
      subject: '[{{shop}}] Your document expires soon',
      body: 'The document you sent us is valid until {{day}}. After that day ordering is paused, so please send a new one in good time. Until we have checked it, you can order as before.',
      button: 'Open your account page',
    },
    expired: {
      subject: '[{{shop}}] Your document has expired',
      body: 'The document you sent us has expired, so ordering is paused. Please send a new one from your account page. Nothing else needs to be sent again.',
      button: 'Open your account page',
    },
    locked: {
      subject: '[{{shop}}] Please send your document again',
      body: 'The following on your account has changed, so ordering is paused: {{fields}}. Please send a document that shows your present details from your account page.',
      button: 'Open your account page',
    },
    revoked: {
      subject: '{{shop}}: please verify your identity again',
      body: 'Your identity check is no longer valid, so orders are paused. Your account page says what to do next.',
      button: 'Open your account page',
    },
    payoutChanged: {
      subject: '[{{shop}}] Your payout account was changed',
      body: 'The account you are paid on has been changed. To keep you safe, nothing is paid to the new account for a while. If this was not you, somebody else may have changed it: please contact the shop at once.',
      button: 'Open your account page',
    },
    payoutRemoved: {
      subject: '[{{shop}}] Your payout account was removed',
      body: 'The account you are paid on has been removed. Nothing can be paid out until a new one is registered. If this was not you, please contact the shop at once.',
      button: 'Open your account page',
    },
    payoutRejected: {
      subject: '[{{shop}}] Please register your payout account again',
      body: 'We looked at the account you registered and cannot pay to it. Please register an account again from your account page.',
      button: 'Open your account page',
    },
    message: {
      body: 'The shop is writing to you about your identity verification.',
      button: 'Open your account page',
      ok: {
        subject: '[{{shop}}] Your identity is verified',
        text: 'We have checked what you sent, and everything is in order. You can place orders now.',
      },
      missing: {
        subject: '[{{shop}}] Something is missing for your verification',
        text: 'We need a little more to finish verifying your identity. Please see your account page for what is missing, and send it there.',
      },
      ng: {
        subject: '[{{shop}}] The result of your verification',
        text: 'We have looked at what you sent, and are sorry that we could not verify your identity.',
      },
      free: { subject: '[{{shop}}] About your identity verification' },
    },
    reminder: {
      subject: '[{{shop}}] Your identity verification is still to be done',
      body: 'Thank you for opening an account. To order, your identity has to be verified first. Please send your identity documents from your account page. If you have done so already, there is nothing more to do.',
      button: 'Open your account page',
    },
    footer: '{{shop}} sent this mail because of your identity check. For your safety it contains no personal details and asks for none.',
  },
} as const
