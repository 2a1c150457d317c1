import { expect, test } from 'vitest'
import { ibanCountries, lastDigits, plainAccount, readAccount } from './account.ts'
import { type AccountForm, EMPTY_ACCOUNT } from './account-form.ts'
import { styleOf } from './customer-view.ts'

const JAPAN: AccountForm = {
  ...EMPTY_ACCOUNT,
  bank: '0001',
  branch: '240',
  number: '1234567',
  numberAgain: '1234567',
  holder: 'ヤマダ タロウ',
}
const read = (change: Partial<AccountForm>, kind: 'person' | 'company' = 'person') =>
  readAccount({ ...JAPAN, ...change }, kind, (bank, branch) => ['0001:240', '9900:058', '9900:059'].includes(`${bank}:${branch}`))
const number = (text: string, other: Partial<AccountForm> = {}) => read({ number: text, numberAgain: text, ...other })

test('E01 an account in Japan is read as banks write it', () => {
  expect(read({}).account).toEqual({
    country: 'JP',
    bank: '0001',
    branch: '240',
    deposit: 'ordinary',
    number: '1234567',
    bic: '',
    holder: 'ﾔﾏﾀﾞ ﾀﾛｳ',
    kind: 'person',
    assurance: 'checked',
  })
  expect(read({ deposit: 'savings', holder: 'カブシキガイシャ サンプル' }, 'company').account).toMatchObject({
    deposit: 'savings',
    holder: 'ｶ)ｻﾝﾌﾟﾙ',
  })
})

test('E01 a number is seven digits, filled up from the left, in any width', () => {
  expect(number('１２３-４５').account?.number).toBe('0012345')
  expect(number('7').account?.number).toBe('0000007')
  expect(number('12345678').faults).toEqual({ number: 'invalid' })
  expect(number('12a').faults).toEqual({ number: 'invalid' })
  expect(number('0000000').faults).toEqual({ number: 'all-zero' })
  expect(number('').faults).toEqual({ number: 'required', numberAgain: 'required' })
})

test('E01 the number is typed twice', () => {
  expect(read({ numberAgain: '1234568' }).faults).toEqual({ numberAgain: 'differs' })
  expect(read({ numberAgain: '' }).faults).toEqual({ numberAgain: 'required' })
  expect(read({ numberAgain: '１２３ ４５６７' }).account?.number).toBe('1234567')
})

test('E01 a bank, a branch and a kind that do not exist are refused', () => {
  expect(read({ branch: '241' }).faults).toEqual({ branch: 'unknown' })
  expect(read({ bank: '9999' }).faults).toEqual({ branch: 'unknown' })
  expect(read({ bank: '' }).faults).toEqual({ bank: 'required' })
  expect(read({ branch: '24' }).faults).toEqual({ branch: 'invalid' })
  expect(read({ deposit: 'time' }).faults).toEqual({ deposit: 'required' })
  expect(read({ holder: '山田' }).faults).toEqual({ holder: 'characters' })
  expect(read({ country: 'XX' }).faults?.country).toBe('invalid')
})

test('E01 ゆうちょ銀行 is read from 記号 and 番号 as well as from branch and number, and becomes the same account', () => {
  const passbook = number('12345671', { bank: '9900', branch: '', symbol: '10530' }).account
  expect(passbook).toMatchObject({ branch: '058', deposit: 'ordinary', number: '1234567' })
  const branch = number('1234567', { bank: '9900', branch: '058' }).account
  expect(branch).toEqual(passbook)
  expect(passbook && branch && plainAccount(passbook) === plainAccount(branch)).toBe(true)
  expect(number('123456', { bank: '9900', symbol: '00530' }).account).toMatchObject({
    branch: '059',
    deposit: 'current',
    number: '0123456',
  })
  expect(number('12345670', { bank: '9900', symbol: '10530' }).faults).toEqual({ number: 'invalid' })
  expect(number('12345671', { bank: '9900', symbol: '1053' }).faults).toEqual({ symbol: 'invalid' })
  expect(number('12345671', { bank: '9900', symbol: '19930' }).faults).toEqual({ symbol: 'unknown' })
  // 記号 that was left over from another bank's form says nothing.
  expect(read({ symbol: '10530' }).account).toMatchObject({ branch: '240', number: '1234567' })
})

test('E01 elsewhere an IBAN is checked by its digits and its country, a BIC by its shape', () => {
  const german = { country: 'DE', bankName: 'Musterbank', holder: 'Erika Mustermann' }
  expect(number('DE89 3704 0044 0532 0130 00', german).account).toMatchObject({
    number: 'DE89370400440532013000',
    assurance: 'checked',
    holder: 'Erika Mustermann',
  })
  expect(number('DE89 3704 0044 0532 0130 01', german).faults).toEqual({ number: 'invalid' })
  expect(number('FR1420041010050500013M02606', german).faults).toEqual({ number: 'invalid' })
  expect(number('DE89370400440532013000', { ...german, bic: 'DEUTDEFF' }).account?.bic).toBe('DEUTDEFF')
  expect(number('DE89370400440532013000', { ...german, bic: 'BNPAFRPP' }).faults).toEqual({ bic: 'invalid' })
  expect(number('DE89370400440532013000', { ...german, bankName: '' }).faults).toEqual({ bankName: 'required' })
})

test('E01 Taiwan and Hong Kong have codes, China a long number: shapes only, and that is said', () => {
  const taiwan = { country: 'TW', bank: '004', branch: '0037', holder: '陳 宇婷' }
  expect(number('003712345678', taiwan).account).toMatchObject({
    bank: '004',
    branch: '0037',
    number: '003712345678',
    assurance: 'shape-only',
  })
  expect(number('123456789012345', taiwan).faults).toEqual({ number: 'invalid' })
  expect(number('003712345678', { ...taiwan, branch: '037' }).faults).toEqual({ branch: 'invalid' })
  expect(number('012345678', { country: 'HK', bank: '004', branch: '123', holder: 'CHAN TAI MAN' }).account?.assurance).toBe('shape-only')
  expect(number('6222021234567890123', { country: 'CN', bankName: '中国银行', bic: 'BKCHCNBJ', holder: '王 伟' }).account?.assurance).toBe(
    'shape-only',
  )
  expect(number('62AB', { country: 'CN', bankName: '中国银行', bic: 'BKCHCNBJ', holder: '王 伟' }).faults).toEqual({ number: 'invalid' })
})

test('E01 where nothing can be checked the bank is named by its BIC, and that it was not checked is kept', () => {
  const american = { country: 'US', bankName: 'Some Bank', holder: 'John Doe' }
  expect(number('123456789', american).faults).toEqual({ bic: 'required' })
  expect(number('123456789', { ...american, bic: 'CHASUS33' }).account).toMatchObject({ assurance: 'cannot-check' })
  const styles = ['JP', 'TW', 'DE', 'US', 'CN'].map((country) => styleOf(country, ibanCountries()))
  expect(styles).toEqual(['japan', 'codes', 'iban', 'free', 'free'])
})

test('E01 the last four digits are shown, and of a short number nothing', () => {
  expect(lastDigits('1234567')).toBe('4567')
  expect(lastDigits('DE89370400440532013000')).toBe('3000')
  expect(lastDigits('12345')).toBe('')
})

test('E01 a My Number is refused in the name of the holder and of the bank, and is in no account, also where the country has no use for the field', () => {
  const typed = ['123456789018', '１２３４-５６７８-９０１８', 'ヤマダ 123456789018']
  for (const text of typed) {
    expect(read({ holder: text }).faults).toMatchObject({ holder: 'my-number' })
    expect(read({ bankName: text }).faults).toEqual({ bankName: 'my-number' })
    const abroad = {
      country: 'US',
      number: '123456789012',
      numberAgain: '123456789012',
      bic: 'CHASUS33',
      holder: 'Taro Yamada',
      bankName: 'Chase',
    }
    expect(read(abroad).faults).toBeUndefined()
    expect(read({ ...abroad, holder: text }).faults).toEqual({ holder: 'my-number' })
    expect(read({ ...abroad, bankName: text }).faults).toEqual({ bankName: 'my-number' })
  }
})
