import { createContext, type ReactNode, useContext, useMemo } from 'react'
import type { Language } from '../../platform/i18n/languages.ts'
import { type Translate, translator } from '../../platform/i18n/translate.ts'
import type { CustomerMessages, CustomerReference } from './messages.ts'

/** Finds a word of the customer's pages. */
export type T = Translate<CustomerReference>

const Context = createContext<T | null>(null)

/** Gives the parts below it their words. */
export function WordsProvider(props: { language: Language; messages: CustomerMessages; children: ReactNode }) {
  const { language, messages, children } = props
  const t = useMemo(() => translator<CustomerReference>(language, messages), [language, messages])
  return <Context.Provider value={t}>{children}</Context.Provider>
}

/** The words of this page. Throws outside a provider. */
export function useWords(): T {
  const t = useContext(Context)
  if (!t) throw new Error('no words are provided here')
  return t
}
