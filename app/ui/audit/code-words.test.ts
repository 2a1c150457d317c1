import { expect, test } from 'vitest'
import { LANGUAGES } from '../../platform/i18n/languages.ts'
import { translator } from '../../platform/i18n/translate.ts'
import { ADMIN_MESSAGES, type AdminReference } from '../messages.ts'
import { codeWords } from './code-words.ts'

const ID = '228d06fc-7f15-41db-a805-f99386131576'

/** Every kind of code that is written, by the action that writes it; and how it reads in Japanese. */
const WRITTEN: readonly [string, Record<string, unknown>, string][] = [
  ['document.view', { document: ID.replaceAll('-', ''), part: 'identity', page: 2 }, '書類：本人確認書類｜ページ：2｜ファイル：228d06fc'],
  ['kyc.accept', { part: 'corporate' }, '書類：法人確認書類'],
  ['kyc.approve', { proposedBy: '7' }, '申請した人：検見 花子'],
  ['kyc.take-claim', { from: '7' }, '前の担当：検見 花子'],
  ['kyc.read', { part: 'identity', kind: 'passport' }, '書類：本人確認書類｜種類：パスポート'],
  ['kyc.leg', { leg: 'mail', record: 'sent', methods: '2026-11-01' }, '手続き：転送不要郵便｜記録：発送を記録｜方法の表の版：2026-11-01'],
  ['customer.message', { kind: 'missing' }, '種類：情報が足りない'],
  ['staff.grant', { from: 'nobody', to: 'senior-reviewer' }, '変更：権限なし → 上級確認担当'],
  [
    'held.open',
    { record: ID, kind: 'papers', law: 'kobutsu', reason: 'police' },
    '理由：警察からの照会｜種類：提出書類の写し｜法律：古物営業法｜記録：228d06fc',
  ],
  ['settings.second', { from: 'none', to: 'all', byHandFrom: 'counts', byHandTo: 'counts' }, '変更：なし → すべて'],
  ['settings.holds', { from: null, to: ['kobutsu'] }, '変更：なし → 古物営業法'],
  ['settings.payout', { from: 48, to: 24 }, '変更：48 → 24'],
  [
    'settings.expiry',
    { from: { remindDays: [60, 30], graceDays: 0, ask: true }, to: { remindDays: [30], graceDays: 0, ask: false } },
    '変更：お知らせする日数：60、30、お客様に知らせる：はい → お知らせする日数：30、お客様に知らせる：いいえ',
  ],
  [
    'settings.changes',
    { from: { name: 'lock', email: 'task' }, to: { name: 'task', email: 'task' } },
    '変更：氏名：新しい書類の確認が済むまで注文を止める → 氏名：タスクで知らせる',
  ],
  [
    'settings.reasons',
    { act: 'move', reason: 'blurred', part: 'identity', to: 'up' },
    '操作：並べ替え｜理由：画像が不鮮明｜書類：本人確認書類｜変更：上へ',
  ],
  ['settings.reasons', { act: 'add', reason: `own-${ID}`, languages: ['ja'] }, '操作：追加｜言語：日本語｜理由：228d06fc'],
  ['settings.notice', { version: 2, language: 'ja' }, '版：2｜言語：日本語'],
  ['payout.register', { account: ID, match: 'differs', change: true }, '名義：名義不一致｜口座の変更：はい｜口座：228d06fc'],
  ['payout.reject', { account: ID, rejected: true }, '却下：はい｜口座：228d06fc'],
  ['payout.prove', { right: false, locked: true }, '一致：いいえ｜一時停止：はい'],
  ['ledger.print', { from: '2026-01-01', to: '2026-01-31', shown: 'all', rows: 4 }, '期間：2026-01-01 → 2026-01-31｜件数：4｜表示：すべて'],
  ['failures.again', { deliveries: 1, jobs: 2 }, '通知：1｜処理：2'],
  ['keys.changed', { number: 2 }, '鍵の番号：2'],
  [
    'keys.lost',
    { documents: 1, profiles: 2, notes: 3, held: 4, asked: 5 },
    '書類：1｜登録内容：2｜メモ：3｜封印した記録：4｜尋ねた件数：5',
  ],
  ['audit.loss-accepted', { seals: 1, rows: 2 }, '封緘：1｜件数：2'],
  ['customers.take-over.confirm', { preview: ID, counts: { total: 9, read: 9 } }, '人数：9｜試算：228d06fc'],
]

const speechOf = (language: (typeof LANGUAGES)[number]) => {
  const messages = ADMIN_MESSAGES[language]
  return { t: translator<AdminReference>(language, messages), messages, staffName: (id: string) => (id === '7' ? '検見 花子' : id) }
}

test.each(WRITTEN)('table C 9: what stands beside %s %j is said in words', (action, codes, said) => {
  expect(codeWords(speechOf('ja'), action, codes).join('｜')).toBe(said)
})

test.each(LANGUAGES)('table C 9: no code is left raw in %s', (language) => {
  for (const [action, codes] of WRITTEN) {
    const said = codeWords(speechOf(language), action, codes).join()
    expect(said, action).not.toMatch(/nobody|senior-reviewer|kobutsu|byHand|remindDays|graceDays|proposedBy|own-|undefined/)
    for (const name of Object.keys(codes))
      if (!(name in { from: 1, to: 1 })) expect(said, action).not.toMatch(new RegExp(`(^|,)${name}(: |：)`))
  }
})

test('table C 9: methods are said by their steps, and only what has changed is said', () => {
  const before = { individual: ['manual-person'], corporation: ['manual-company'] }
  const [line = ''] = codeWords(speechOf('ja'), 'settings.methods', {
    from: before,
    to: { ...before, individual: ['kobutsu-copy-mail-account'] },
  })
  expect(line).toContain('→')
  expect(line).not.toMatch(/manual|kobutsu|法人/)
})
