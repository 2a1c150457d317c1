import '@shopify/ui-extensions/preact'
import { render } from 'preact'
import { Verification } from './Verification.tsx'

/** The status card on the profile page (B07, B08). */
export default async function profileBlock() {
  render(
    <s-section heading={shopify.i18n.translate('title')}>
      <Verification host={shopify} />
    </s-section>,
    document.body,
  )
}
