import * as corporateNumber from 'stdnum/lib/cjs/jp/cn.js'
import * as taiwanId from 'stdnum/lib/cjs/tw/natid.js'
import * as taiwanFormerResident from 'stdnum/lib/cjs/tw/ui.js'
import { cannotTell, type Finding, fine, warn } from './finding.ts'
import { bare, dayOf } from './typed.ts'

const weighed = (digits: string, weights: readonly number[]): number =>
  weights.reduce((sum, weight, at) => sum + weight * Number(digits[at]), 0)

const LICENCE_WEIGHTS = [5, 4, 3, 2, 7, 6, 5, 4, 3, 2]

/**
 * The number of a Japanese driving licence: 12 digits, the eleventh checks the ten before it, the twelfth counts re-issues. The rule is not
 * published by the police (requirements D 10): it may make a person look, and never more.
 */
export function drivingLicence(typed: string): Finding {
  const digits = bare(typed)
  if (!/^\d{12}$/.test(digits)) return warn('number', 'wrong-shape', { rule: 'driving-licence' })
  const right = (11 - (weighed(digits, LICENCE_WEIGHTS) % 11)) % 10 === Number(digits[10])
  return right
    ? fine('number', 'check-digit-right', { rule: 'driving-licence' })
    : warn('number', 'licence-digit-wrong', { rule: 'driving-licence' })
}

/** The number of a residence card: two letters, eight digits, two letters. It has no check digit. */
export const residenceCard = (typed: string): Finding =>
  /^[A-Z]{2}\d{8}[A-Z]{2}$/.test(bare(typed))
    ? fine('number', 'shape-right', { rule: 'residence-card' })
    : warn('number', 'wrong-shape', { rule: 'residence-card' })

/** 法人番号: 13 digits, the first checks the others. A qualified invoice number is the same with a T before it. Blind to 0 for 9. */
export function japaneseCorporation(typed: string): Finding {
  const digits = bare(typed).replace(/^T/, '')
  if (!/^\d{13}$/.test(digits)) return warn('number', 'wrong-shape', { rule: 'corporate-number' })
  return digitsCheck(corporateNumber.validate(digits).isValid, 'corporate-number')
}

/** Taiwan's 身分證字號, and the resident certificates of the same shape: one letter, then 1, 2, 8, 9 or (until 2030) A to D, then eight digits. */
export function taiwanPerson(typed: string): Finding {
  const number = bare(typed)
  if (/^[A-Z][1289]\d{8}$/.test(number)) return digitsCheck(taiwanId.validate(number).isValid, 'taiwan-id')
  if (/^[A-Z][A-D]\d{8}$/.test(number)) return digitsCheck(taiwanFormerResident.validate(number).isValid, 'taiwan-id')
  return warn('number', 'wrong-shape', { rule: 'taiwan-id' })
}

/**
 * Taiwan's 統一編號: eight digits. Since 2023-04-01 the sum is divided by 5, before by 10; what passes the new rule only is a number of the new
 * kind. Not left to stdnum, which knows the rule of before only.
 */
export function taiwanCompany(typed: string): Finding {
  const digits = bare(typed)
  if (!/^\d{8}$/.test(digits)) return warn('number', 'wrong-shape', { rule: 'taiwan-company' })
  const sum = [1, 2, 1, 2, 1, 2, 4, 1].reduce((total, weight, at) => {
    const product = weight * Number(digits[at])
    return total + Math.floor(product / 10) + (product % 10)
  }, 0)
  // A 7 in the seventh place makes 28, whose digits sum to 10: counted as 1 + 0 or as 1, as it pleases.
  const right = sum % 5 === 0 || (digits[6] === '7' && (sum + 1) % 5 === 0)
  return digitsCheck(right, 'taiwan-company')
}

const CHINA_WEIGHTS = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2]

/** China's 公民身份号码 (GB 11643, ISO 7064 MOD 11-2). Not left to stdnum, which asks the clock whether the birth date has come. */
export function chinaPerson(typed: string): Finding {
  const number = bare(typed)
  const rule = { rule: 'china-id' }
  if (!/^\d{17}[\dX]$/.test(number)) return warn('number', 'wrong-shape', rule)
  const birth = dayOf(Number(number.slice(6, 10)), Number(number.slice(10, 12)), Number(number.slice(12, 14)))
  if (birth === null) return warn('number', 'impossible-date', rule)
  return digitsCheck('10X98765432'[weighed(number, CHINA_WEIGHTS) % 11] === number[17], 'china-id')
}

const digitsCheck = (right: boolean, rule: string): Finding =>
  right ? fine('number', 'check-digit-right', { rule }) : warn('number', 'check-digit-wrong', { rule })

/** The number of a paper of which the kind is not known: told by its shape; most numbers of the world have no rule that we know. */
export function otherPerson(typed: string): Finding {
  const number = bare(typed)
  if (/^[A-Z][1289A-D]\d{8}$/.test(number)) return taiwanPerson(number)
  if (/^\d{17}[\dX]$/.test(number)) return chinaPerson(number)
  return cannotTell('number', 'no-rule')
}

/** The number of a company’s paper, told by its shape: Japanese or Taiwanese. */
export function company(typed: string): Finding {
  const number = bare(typed)
  if (/^T?\d{13}$/.test(number)) return japaneseCorporation(number)
  if (/^\d{8}$/.test(number)) return taiwanCompany(number)
  return cannotTell('number', 'no-rule')
}
