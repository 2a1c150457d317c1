import { useEffect, useState } from 'react'
import { type Language, languageOf } from '../../platform/i18n/languages.ts'
import type { CaseData } from './case-page.tsx'

/** The language that the customer reads, as the store knows it; until it is known, and where it is none of ours, the shop's. */
export function useCustomerLanguage({ person, fallback }: Pick<CaseData, 'person' | 'fallback'>): Language {
  const [language, setLanguage] = useState(fallback)
  useEffect(() => {
    let left = false
    person.then(
      (found) => {
        if (!left && typeof found !== 'string') setLanguage(languageOf(found.locale ?? '') ?? fallback)
      },
      () => undefined,
    )
    return () => {
      left = true
    }
  }, [person, fallback])
  return language
}
