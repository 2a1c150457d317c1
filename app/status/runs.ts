/** The regular work of a shop. */
export type RunKind = 'sweep' | 'watch' | 'comparison'

/** Shopify's budget of points as a run noted it; null when it noted none. */
export function readBudget(json: unknown): { readonly available: number; readonly maximum: number; readonly restoreRate: number } | null {
  const { currentlyAvailable, maximumAvailable, restoreRate } = (json ?? {}) as Record<string, unknown>
  if (typeof currentlyAvailable !== 'number' || typeof maximumAvailable !== 'number' || typeof restoreRate !== 'number') return null
  return { available: currentlyAvailable, maximum: maximumAvailable, restoreRate }
}
