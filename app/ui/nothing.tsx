import { BlockStack, Box, Button, Text } from '@shopify/polaris'

interface Props {
  readonly title: string
  readonly text: string
  readonly action?: { readonly content: string; readonly url: string }
}

/** What stands where a list would be, with the same space above and below; Polaris's own empty state keeps room for a picture. */
export function Nothing({ title, text, action }: Props) {
  return (
    <Box paddingBlock={{ xs: '800', sm: '1000' }} paddingInline="400">
      <BlockStack gap="400" inlineAlign="center">
        <BlockStack gap="100">
          <Text as="h2" variant="headingMd" alignment="center">
            {title}
          </Text>
          <Text as="p" tone="subdued" alignment="center">
            {text}
          </Text>
        </BlockStack>
        {action && <Button url={action.url}>{action.content}</Button>}
      </BlockStack>
    </Box>
  )
}
