import { createContext, type ReactNode, useContext, useMemo } from 'react'
import type { Language } from '../platform/i18n/languages.ts'
import { type Translate, translator } from '../platform/i18n/translate.ts'
import { ageOf } from './age.ts'
import type { AdminMessages, AdminReference } from './messages.ts'

interface Words {
  readonly t: Translate<AdminReference>
  /** The tree itself, for codes that may or may not have words. */
  readonly messages: AdminMessages
  readonly language: Language
  readonly locale: string
  readonly timezone: string
}

const Context = createContext<Words | null>(null)

/** Tags that Intl knows; dates and numbers are written as readers of the language write them. */
const LOCALES: Readonly<Record<Language, string>> = { ja: 'ja-JP', 'zh-Hant': 'zh-Hant-TW', 'zh-Hans': 'zh-Hans-CN', en: 'en-US' }

interface ProviderProps {
  language: Language
  timezone: string
  messages: AdminMessages
  children: ReactNode
}

/** Gives the screens below it their words, and the clock of the shop. */
export function WordsProvider({ language, timezone, messages, children }: ProviderProps) {
  const words = useMemo(
    () => ({ t: translator<AdminReference>(language, messages), messages, language, locale: LOCALES[language], timezone }),
    [language, messages, timezone],
  )
  return <Context.Provider value={words}>{children}</Context.Provider>
}

/** The words, language and time zone of these screens. Throws outside a provider. */
export function useWords(): Words {
  const words = useContext(Context)
  if (!words) throw new Error('no words are provided here')
  return words
}

/** Whether there are words here: an error may be rendered above the provider. */
export const useHasWords = (): boolean => useContext(Context) !== null

/** The translator of these screens. */
export const useT = (): Translate<AdminReference> => useWords().t

interface Dates {
  date(at: Date): string
  dateTime(at: Date): string
  /** Hour and minute. */
  time(at: Date): string
  /** A calendar day as YYYY-MM-DD, in no time zone. */
  day(day: string): string
  age(from: Date, now: Date): string
}

/** Dates in the shop's time zone and the reader's language. */
export function useDates(): Dates {
  const { locale, timezone } = useWords()
  return useMemo(() => {
    const date = new Intl.DateTimeFormat(locale, { timeZone: timezone, dateStyle: 'long' })
    const dateTime = new Intl.DateTimeFormat(locale, {
      timeZone: timezone,
      year: 'numeric',
      month: 'short',
      day: 'numeric',
      hour: '2-digit',
      minute: '2-digit',
      hourCycle: 'h23',
    })
    const time = new Intl.DateTimeFormat(locale, { timeZone: timezone, hour: '2-digit', minute: '2-digit', hourCycle: 'h23' })
    const day = new Intl.DateTimeFormat(locale, { timeZone: 'UTC', dateStyle: 'long' })
    return {
      date: (at) => date.format(at),
      dateTime: (at) => dateTime.format(at),
      time: (at) => time.format(at),
      day: (text) => day.format(new Date(`${text}T00:00:00Z`)),
      age: (from, now) => {
        const { value, unit } = ageOf(from, now)
        const written = new Intl.NumberFormat(locale, { style: 'unit', unit, unitDisplay: 'long' }).format(Math.max(1, value))
        // Japanese writes 3日, and Intl 3 日.
        return locale === 'ja-JP' ? written.replaceAll(' ', '') : written
      },
    }
  }, [locale, timezone])
}
