import { defineActions } from './actions.ts'
import { defineLayout } from './layout.ts'
import { defineStates } from './states.ts'
import { defineWords } from './words.ts'

/** Makes Shopify's elements known that our extensions use, with the look of the customer account. */
export function defineElements(): void {
  defineLayout()
  defineWords()
  defineStates()
  defineActions()
}
