import { Page, Text } from '@shopify/polaris'
import type { ReactNode } from 'react'

interface Props {
  readonly title: string
  readonly wide?: boolean
  readonly children: ReactNode
}

/** A screen whose title stands in Shopify's own bar; inside the page it is there for those who listen to it. */
export function Screen({ title, wide = false, children }: Props) {
  return (
    <Page fullWidth={wide}>
      <ui-title-bar title={title} />
      <Text as="h1" visuallyHidden>
        {title}
      </Text>
      {children}
    </Page>
  )
}
