/** The named fields out of whatever a request holds, as texts: what is missing or no text is empty, what nobody names is dropped. */
export const fieldsOf = <Field extends string>(
  names: readonly Field[],
  read: (field: Field) => unknown,
): Readonly<Record<Field, string>> => {
  const texts = names.map((field) => {
    const value = read(field)
    return [field, typeof value === 'string' ? value : ''] as const
  })
  return Object.fromEntries(texts) as Record<Field, string>
}
