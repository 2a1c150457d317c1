import { compared, LABEL_KEYS, type Wording } from '../kyc/tags.ts'
import type { Language } from '../platform/i18n/languages.ts'
import type { Settings } from '../staff/settings.ts'

/** The manual's tag (C24), and its presets in the other languages. */
const PRESETS: Readonly<Record<Language, string>> = { ja: '要注意', 'zh-Hant': '要注意', 'zh-Hans': '要注意', en: 'Watch' }

/** The text of the tag of watched customers in one shop. */
export const watchTagOf = ({ language, watchLabel }: Pick<Settings, 'language' | 'watchLabel'>): string => watchLabel || PRESETS[language]

/** What is wrong with a text for the tag; null when it may be used. A label of the law must stay the law's. */
export function watchTagFault(text: string, wording: Wording, earlier: Wording | null): 'comma' | 'same-as' | null {
  if (text.includes(',')) return 'comma'
  const taken = [wording, ...(earlier ? [earlier] : [])].flatMap((words) => LABEL_KEYS.map((key) => compared(words[key])))
  return taken.includes(compared(text)) ? 'same-as' : null
}
