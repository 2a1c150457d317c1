import '@shopify/ui-extensions/preact'
import { render } from 'preact'
import { Verification } from './Verification.tsx'

/** The full page 本人確認 of the customer account. */
export default async function identityPage() {
  const t = (key: string) => shopify.i18n.translate(key)
  render(
    <s-page heading={t('title')} subheading={t('page.subheading')}>
      <s-stack gap="large">
        <s-section accessibilityLabel={t('title')}>
          <Verification host={shopify} />
        </s-section>
        <s-section heading={t('page.flow.heading')}>
          <s-ordered-list>
            <s-list-item>{t('page.flow.submit')}</s-list-item>
            <s-list-item>{t('page.flow.check')}</s-list-item>
            <s-list-item>{t('page.flow.order')}</s-list-item>
          </s-ordered-list>
          <s-paragraph color="subdued">{t('page.privacy')}</s-paragraph>
        </s-section>
      </s-stack>
    </s-page>,
    document.body,
  )
}
