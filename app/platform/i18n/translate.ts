import { createInstance } from 'i18next'
import type { Language } from './languages.ts'

/** A tree of messages, as the files in ./messages write them. */
export interface MessageTree {
  readonly [key: string]: string | MessageTree
}

/** The keys of a message tree, dotted. `count` plurals (`key_one`, `key_other`) are asked for by their stem. */
export type KeysOf<Tree> = {
  [Key in keyof Tree & string]: Tree[Key] extends string ? Stem<Key> : `${Key}.${KeysOf<Tree[Key]>}`
}[keyof Tree & string]

type Stem<Key extends string> = Key extends `${infer Base}_one` | `${infer Base}_other` ? Base : Key

/** The same keys as the reference tree, with texts of another language. */
export type TranslationOf<Tree> = { readonly [Key in keyof Tree]: Tree[Key] extends string ? string : TranslationOf<Tree[Key]> }

export type Translate<Tree> = (key: KeysOf<Tree>, values?: Readonly<Record<string, string | number>>) => string

/** Words of one tree in one language. Values are filled in as they are: whoever renders escapes (React does; mails see ui). */
export function translator<Tree extends object>(language: Language, messages: TranslationOf<Tree>): Translate<Tree> {
  const i18n = createInstance({
    lng: language,
    resources: { [language]: { translation: messages as MessageTree } },
    interpolation: { escapeValue: false },
    returnNull: false,
    initAsync: false,
  })
  void i18n.init()
  return (key, values) => {
    if (!i18n.exists(key, values)) throw new Error(`no message ${key} in ${language}`)
    return i18n.t(key as string, { ...values })
  }
}
