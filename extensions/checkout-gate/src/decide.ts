import { GATE_WORDS, type Refusal, wordsFor } from './words.ts'

/** What `cart_validations_generate_run.graphql` asks of Shopify. Every nullable field may really be null. */
export interface GateInput {
  readonly cart: {
    readonly buyerIdentity?: {
      readonly isAuthenticated?: boolean
      readonly customer?: { readonly verified?: { readonly value: string } | null } | null
    } | null
  }
  readonly buyerJourney: { readonly step?: string | null }
  readonly localization: { readonly language: { readonly isoCode: string } }
}

/** Shopify's `CartValidationsGenerateRunResult`; no operations means that the buyer may go on. */
export interface GateOutput {
  readonly operations: readonly {
    readonly validationAdd: { readonly errors: readonly { readonly message: string; readonly target: '$.cart' }[] }
  }[]
}

/**
 * The lock of the store (D01, D03, D04): nobody checks out whose `$app` / `verified` metafield is not exactly true.
 *
 * The cart is free to fill; a step that Shopify may add one day counts as checkout, because a lock fails shut.
 */
export function decide(input: GateInput): GateOutput {
  if (input.buyerJourney.step === 'CART_INTERACTION') return { operations: [] }
  const refusal = refusalOf(input)
  if (refusal === undefined) return { operations: [] }
  const message = GATE_WORDS[wordsFor(input.localization.language.isoCode)][refusal]
  return { operations: [{ validationAdd: { errors: [{ message, target: '$.cart' }] } }] }
}

function refusalOf({ cart: { buyerIdentity } }: GateInput): Refusal | undefined {
  const customer = buyerIdentity?.customer
  // Somebody who only typed a customer's e-mail into checkout is not that customer.
  if (!customer || buyerIdentity.isAuthenticated === false) return 'sign-in'
  if (customer.verified?.value === 'true') return undefined
  return customer.verified?.value === 'false' ? 'stopped' : 'not-verified'
}
