import { useEffect } from 'react'

/** Says something in Shopify's toast once per answer of the server: `answer` is a new object for every answer. */
export function useToast(answer: unknown, message: string | null): void {
  // biome-ignore lint/correctness/useExhaustiveDependencies: the same message may be said again, by a new answer only
  useEffect(() => {
    if (message) shopify.toast.show(message)
  }, [answer])
}
