const firsts = new Map<string, Promise<unknown>>()

/**
 * Lets the first caller of a key go ahead and the others start when it is done. Parent and child
 * loaders of one page authenticate at the same moment: without this both would exchange the token.
 */
export async function firstThenRest<T>(key: string, work: () => Promise<T>): Promise<T> {
  const first = key ? firsts.get(key) : undefined
  if (first) {
    await first.catch(() => undefined)
    return work()
  }
  const mine = work()
  firsts.set(key, mine)
  try {
    return await mine
  } finally {
    if (firsts.get(key) === mine) firsts.delete(key)
  }
}
