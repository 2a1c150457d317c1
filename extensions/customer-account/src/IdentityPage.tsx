import '@shopify/ui-extensions/preact'
import { render } from 'preact'
import { Verification } from './Verification.tsx'

/** The full page 本人確認 of the customer account. */
export default async function identityPage() {
  render(
    <s-page heading={shopify.i18n.translate('title')} subheading={shopify.i18n.translate('page.subheading')}>
      <Verification host={shopify} place="page" />
    </s-page>,
    document.body,
  )
}
