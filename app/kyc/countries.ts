import type { CountryCode } from '../shopify/operations.generated.ts'

// Those of Shopify's CountryCode that are countries and territories of today.
const CODES =
  'AC AD AE AF AG AI AL AM AO AR AT AU AW AX AZ BA BB BD BE BF BG BH BI BJ BL BM BN BO BQ BR BS BT BW BY BZ CA CC CD CF CG CH CI ' +
  'CK CL CM CN CO CR CU CV CW CX CY CZ DE DJ DK DM DO DZ EC EE EG EH ER ES ET FI FJ FK FO FR GA GB GD GE GF GG GH GI GL GM GN GP ' +
  'GQ GR GS GT GW GY HK HN HR HT HU ID IE IL IM IN IO IQ IR IS IT JE JM JO JP KE KG KH KI KM KN KP KR KW KY KZ LA LB LC LI LK LR ' +
  'LS LT LU LV LY MA MC MD ME MF MG MK ML MM MN MO MQ MR MS MT MU MV MW MX MY MZ NA NC NE NF NG NI NL NO NP NR NU NZ OM PA PE PF ' +
  'PG PH PK PL PM PN PS PT PY QA RE RO RS RU RW SA SB SC SD SE SG SH SI SJ SK SL SM SN SO SR SS ST SV SX SY SZ TA TC TD TF TG TH ' +
  'TJ TK TL TM TN TO TR TT TV TW TZ UA UG UM US UY UZ VA VC VE VG VN VU WF WS XK YE YT ZA ZM ZW'

export type Country = CountryCode

/** Where most customers live, first in every list. */
const FIRST: readonly string[] = ['JP', 'TW', 'HK', 'CN', 'KR', 'US']

/** 香港, not 中華人民共和国香港特別行政区: an address is never written so. */
const SAID_SHORT: readonly string[] = ['HK', 'MO']

/** Whether a text is the code of a country that an address can have. */
export const isCountry = (code: string): code is Country => /^[A-Z]{2}$/.test(code) && CODES.includes(code)

export interface NamedCountry {
  readonly code: string
  readonly name: string
}

/** Every country by its name in a language: the frequent ones first, then by that language's order. */
export function countriesIn(language: string): NamedCountry[] {
  const full = new Intl.DisplayNames([language], { type: 'region' })
  const short = new Intl.DisplayNames([language], { type: 'region', style: 'short' })
  const named = (code: string) => ({ code, name: (SAID_SHORT.includes(code) ? short : full).of(code) ?? code })
  const collator = new Intl.Collator(language)
  const rest = CODES.split(' ').filter((code) => !FIRST.includes(code))
  return [...FIRST.map(named), ...rest.map(named).sort((a, b) => collator.compare(a.name, b.name))]
}
