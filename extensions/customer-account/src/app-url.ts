// Both bundlers (scripts/build-extensions.ts and Shopify CLI) replace exactly this expression; see extensions/README.md.
declare const process: { readonly env: { readonly SHOPIFY_APP_URL?: string } }

function builtIn(): string {
  try {
    return process.env.SHOPIFY_APP_URL ?? ''
  } catch {
    // Bundled without an address: `process` does not exist where extensions run. The screens then say that we cannot be reached.
    return ''
  }
}

/** The address of our app, without a slash at its end. */
export const APP_URL: string = builtIn().replace(/\/+$/, '')
