/** What happens from the first entry to the first order, and what becomes of the documents. */
export function Flow({ t }: { t: (key: string) => string }) {
  return (
    <s-section heading={t('page.flow.heading')}>
      <s-stack gap="base">
        <s-ordered-list>
          <s-list-item>{t('page.flow.submit')}</s-list-item>
          <s-list-item>{t('page.flow.check')}</s-list-item>
          <s-list-item>{t('page.flow.order')}</s-list-item>
        </s-ordered-list>
        <s-paragraph color="subdued">{t('page.privacy')}</s-paragraph>
      </s-stack>
    </s-section>
  )
}
