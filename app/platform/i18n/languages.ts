/** The languages that every screen, mail and error speaks. */
export const LANGUAGES = ['ja', 'zh-Hant', 'zh-Hans', 'en'] as const
export type Language = (typeof LANGUAGES)[number]

export const isLanguage = (value: unknown): value is Language => LANGUAGES.includes(value as Language)

/** The language of ours that serves one BCP 47 tag; null when none does. Taiwan, Hong Kong and Macau read Traditional Chinese. */
export function languageOf(tag: string): Language | null {
  const [base, ...rest] = tag.trim().toLowerCase().split(/[-_]/)
  if (base === 'ja' || base === 'en') return base
  if (base !== 'zh') return null
  if (rest.includes('hant')) return 'zh-Hant'
  if (rest.includes('hans')) return 'zh-Hans'
  return rest.some((part) => ['tw', 'hk', 'mo'].includes(part)) ? 'zh-Hant' : 'zh-Hans'
}

/** The first language of an Accept-Language header, by its weights, that we speak; else the fallback. */
export function preferredLanguage(header: string | null, fallback: Language): Language {
  const wishes = (header ?? '')
    .split(',')
    .map((part) => {
      const [tag = '', ...parameters] = part.split(';')
      const weight = parameters.map((p) => /^\s*q=([\d.]+)\s*$/.exec(p)?.[1]).find((q) => q !== undefined)
      return { tag, weight: weight === undefined ? 1 : Number(weight) }
    })
    .filter(({ weight }) => weight > 0)
    .sort((a, b) => b.weight - a.weight)
  for (const { tag } of wishes) {
    const language = languageOf(tag)
    if (language) return language
  }
  return fallback
}
