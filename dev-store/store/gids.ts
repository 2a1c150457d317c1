/** `gid://shopify/Customer/1`. */
export const gid = (type: string, id: number | string): string => `gid://shopify/${type}/${id}`

/** Type and id of a gid, or undefined when the text is none. Queries after `?` are Shopify's own (MailingAddress has them). */
export function readGid(text: string): { type: string; id: number } | undefined {
  const found = /^gid:\/\/shopify\/([A-Za-z]+)\/(\d+)(?:\?.*)?$/.exec(text)
  return found?.[1] && found[2] ? { type: found[1], id: Number(found[2]) } : undefined
}

/** The number in a gid of this very type, or undefined. */
export function idOf(text: string, type: string): number | undefined {
  const found = readGid(text)
  return found?.type === type ? found.id : undefined
}
