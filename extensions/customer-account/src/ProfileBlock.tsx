import '@shopify/ui-extensions/preact'
import { render } from 'preact'
import { Verification } from './Verification.tsx'

/** The status card on the profile page (B07, B08). */
export default async function profileBlock() {
  render(<Verification host={shopify} place="card" />, document.body)
}
