import type { DetailedHTMLProps, HTMLAttributes } from 'react'

type Tag<Extra = object> = DetailedHTMLProps<HTMLAttributes<HTMLElement>, HTMLElement> & Extra

declare module 'react' {
  namespace JSX {
    interface IntrinsicElements {
      's-app-nav': Tag
      'ui-title-bar': Tag<{ title?: string }>
    }
  }
}

declare global {
  /** The part of App Bridge that we use; Shopify's script defines it inside the admin. */
  const shopify: {
    idToken(): Promise<string>
    loading(on?: boolean): void
    toast: { show(message: string, options?: { duration?: number; isError?: boolean }): string; hide(id: string): void }
  }
}
