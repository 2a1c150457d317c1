import { BlockStack, Button, Card, InlineStack, Text } from '@shopify/polaris'
import type { ComplianceEntry } from '../../accounts/holds.server.ts'
import { Screen } from '../screen.tsx'
import { useT } from '../words.tsx'
import { Requests } from './holds-page.tsx'

export interface ErasedData {
  readonly customer: bigint
  readonly requests: readonly ComplianceEntry[]
  readonly mayUnseal: boolean
}

/** What is left to say of a customer who was erased: that it was done, and what a law still holds. */
export function ErasedPage({ data: { customer, requests, mayUnseal } }: { data: ErasedData }) {
  const t = useT()
  return (
    <Screen title={t('common.person', { id: customer.toString() })}>
      <BlockStack gap="400">
        <Card>
          <BlockStack gap="200">
            <Text as="h2" variant="headingMd">
              {t('holds.erasedTitle')}
            </Text>
            <Text as="p">{t('holds.erasedText')}</Text>
            <InlineStack gap="200">
              <Button url="/app/cases">{t('case.back')}</Button>
              {mayUnseal && <Button url="/app/holds">{t('holds.title')}</Button>}
            </InlineStack>
          </BlockStack>
        </Card>
        <Requests requests={requests} />
      </BlockStack>
    </Screen>
  )
}
