/** 9900, the bank code of ゆうちょ銀行. */
export const YUCHO = '9900'

/** A kind of deposit as transfer records know it: 普通, 当座, 貯蓄. */
export const DEPOSITS = ['ordinary', 'current', 'savings'] as const
export type Deposit = (typeof DEPOSITS)[number]

/** An account of ゆうちょ銀行 as other banks address it. */
export interface YuchoAccount {
  /** 店番, three digits. */
  readonly branch: string
  readonly deposit: Deposit
  /** Seven digits. */
  readonly number: string
}

export type YuchoFault = { readonly symbol: 'invalid' } | { readonly number: 'invalid' }

/**
 * 記号・番号 as the passbook prints them, as the account that other banks address. Source: the bank's own formula
 * (ゆうちょ銀行「記号・番号から振込用の店名・預金種目・口座番号への変換の公式」): a 記号 that begins with 1 gives 店番 = its 2nd and 3rd digit and 8, and the
 * account number is the 番号 without its last digit, which is 1; one that begins with 0 (振替口座) gives 店番 = 2nd and 3rd digit and 9, 当座, and the
 * 番号 as it is. 通常貯金 is 普通 and 通常貯蓄貯金 is 貯蓄: the numbers do not tell which, so the customer does. The single digit that may stand between
 * 記号 and 番号 is no part of either. The check digits are not looked at: the bank has published no rule for them.
 */
export function fromYucho(
  symbol: string,
  number: string,
  deposit: Deposit = 'ordinary',
): { readonly account: YuchoAccount } | { readonly fault: YuchoFault } {
  const [, first, store] = /^([01])(\d\d)\d0$/.exec(symbol) ?? []
  if (!first || !store) return { fault: { symbol: 'invalid' } }
  if (first === '0') {
    if (!/^\d{1,6}$/.test(number) || /^0+$/.test(number)) return { fault: { number: 'invalid' } }
    return { account: { branch: `${store}9`, deposit: 'current', number: number.padStart(7, '0') } }
  }
  if (!/^\d{1,7}1$/.test(number) || /^0*1$/.test(number)) return { fault: { number: 'invalid' } }
  const kind = deposit === 'savings' ? 'savings' : 'ordinary'
  return { account: { branch: `${store}8`, deposit: kind, number: number.slice(0, -1).padStart(7, '0') } }
}

/**
 * The way back, for a screen: 記号 with `*` at the place of its check digit, and 番号. Null when no account of ゆうちょ銀行 looks so: its branches end
 * in 8 for deposits and in 9 for 振替口座, where a number has six digits at most.
 */
export function toYucho({ branch, deposit, number }: YuchoAccount): { readonly symbol: string; readonly number: string } | null {
  const [, store, last] = /^(\d\d)([89])$/.exec(branch) ?? []
  if (!store || (last === '9') !== (deposit === 'current') || !/^\d{7}$/.test(number) || /^0+$/.test(number)) return null
  if (last === '8') return { symbol: `1${store}*0`, number: `${number}1` }
  return number.startsWith('0') ? { symbol: `0${store}*0`, number: number.replace(/^0+/, '') } : null
}
