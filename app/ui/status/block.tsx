import { BlockStack, Card, Text } from '@shopify/polaris'
import type { ReactNode } from 'react'

/** One part of the status screen: what it is about, and what it means. */
export function Block({ title, help, children }: { title: string; help: string; children: ReactNode }) {
  return (
    <Card>
      <BlockStack gap="300">
        <BlockStack gap="100">
          <Text as="h2" variant="headingMd">
            {title}
          </Text>
          <Text as="p" tone="subdued">
            {help}
          </Text>
        </BlockStack>
        {children}
      </BlockStack>
    </Card>
  )
}
