import { Badge, BlockStack, Card, InlineStack, Spinner, Text } from '@shopify/polaris'
import { useT } from '../words.tsx'
import type { CaseData } from './case-page.tsx'

/** How the case stands in Shopify: our labels in their words, and whether the customer can order. */
export function Labels({ data: { labels, wording, mayOrder, pending } }: { data: CaseData }) {
  const t = useT()
  return (
    <Card>
      <BlockStack gap="300">
        <InlineStack align="space-between" blockAlign="center">
          <Text as="h2" variant="headingMd">
            {t('case.labels')}
          </Text>
          <Badge tone={mayOrder ? 'success' : 'critical'}>{t(mayOrder ? 'case.canOrder' : 'case.cannotOrder')}</Badge>
        </InlineStack>
        <InlineStack gap="100">
          {labels.map((key) => (
            <span key={key} className="sekisho-label">
              {wording[key]}
            </span>
          ))}
        </InlineStack>
        {pending && (
          <InlineStack gap="200" blockAlign="center">
            <Spinner size="small" />
            <Text as="p" tone="subdued" variant="bodySm">
              {t('case.pendingWrite')}
            </Text>
          </InlineStack>
        )}
      </BlockStack>
    </Card>
  )
}
