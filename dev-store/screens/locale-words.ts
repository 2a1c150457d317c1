/** A locale file: texts by dotted keys. Read on the server and in the frames of extensions alike. */
export type Words = { readonly [key: string]: string | Words }

/** The text behind a dotted key; a plural (`one`, `other`) is chosen by `count`. Undefined when there is none. */
export function lookUp(words: Words, key: string, values: Readonly<Record<string, unknown>>, iso: string): string | undefined {
  let here: string | Words | undefined = words
  for (const step of key.split('.')) here = typeof here === 'object' ? here[step] : undefined
  if (typeof here === 'object' && values.count !== undefined) {
    const rule = new Intl.PluralRules(iso).select(Number(values.count))
    here = here[rule] ?? here.other
  }
  return typeof here === 'string' ? here.replace(/\{\{\s*(\w+)\s*\}\}/g, (whole, name: string) => String(values[name] ?? whole)) : undefined
}
