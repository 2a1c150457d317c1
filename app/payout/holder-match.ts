import { sameKana, sameName } from '../checks/names.ts'
import type { Account } from './account.ts'
import { fromLegalForm, partsOfCompany } from './legal-forms.ts'
import { zenginName } from './zengin-kana.ts'

/** Whether an account is in the name of whom it was registered for. */
export type Match = 'matches' | 'differs' | 'cannot-tell'

/** By what a customer is known. `kana`: as a reviewer read it on the paper of identity. */
export interface KnownAs {
  readonly kana: string | null
  readonly name: string | null
  readonly company: string | null
}

const KANA_ONLY = /^[\p{Script=Hiragana}\p{Script=Katakana}ー・･\s\u3000]+$/u
const LATIN_ONLY = /^[\p{Script=Latin}\p{M}\s.'’-]+$/u
const HAN = /\p{Script=Han}/u

const verdict = (outcome: 'fine' | 'warn' | 'cannot-tell'): Match =>
  outcome === 'fine' ? 'matches' : outcome === 'warn' ? 'differs' : 'cannot-tell'

/**
 * Compares the holder of an account with the customer (E01). In Japan the holder is kana, so it is told by the kana on the paper, by a name that is
 * itself in kana, or by Latin letters on both sides; a name in kanji alone can be read in many ways: it cannot be told. Never throws.
 */
export function holderMatch(account: Pick<Account, 'country' | 'holder' | 'kind'>, known: KnownAs): Match {
  if (account.kind === 'company') return companyMatch(account, known.company)
  if (account.country !== 'JP') return foreignMatch(account.holder, known.name)
  const { kana, name } = known
  const latin = (text: string) => LATIN_ONLY.test(text.normalize('NFKC'))
  if (latin(account.holder)) return name && latin(name) ? verdict(sameName(name, account.holder).outcome) : 'cannot-tell'
  if (kana?.trim()) return verdict(sameKana(kana, account.holder).outcome)
  return name && KANA_ONLY.test(name) ? verdict(sameKana(name, account.holder).outcome) : 'cannot-tell'
}

/** Han on one side and letters on the other are two ways of writing what may be one name. */
function foreignMatch(holder: string, name: string | null): Match {
  if (!name?.trim() || HAN.test(holder) !== HAN.test(name)) return 'cannot-tell'
  return verdict(sameName(name, holder).outcome)
}

/** A legal form that differs, or is missing on one side, is another holder; the name itself is told where it is written in kana or letters. */
function companyMatch({ country, holder }: Pick<Account, 'country' | 'holder'>, company: string | null): Match {
  if (!company?.trim()) return 'cannot-tell'
  if (country !== 'JP') return foreignMatch(holder, company)
  const ours = partsOfCompany(fromLegalForm(company.normalize('NFKC')))
  const theirs = partsOfCompany(holder)
  if (ours.form !== theirs.form) return 'differs'
  return zenginName(ours.core).ok ? verdict(sameKana(ours.core, theirs.core).outcome) : 'cannot-tell'
}
