import { Link } from '@remix-run/react'
import { Text } from '@shopify/polaris'
import type { ReactNode } from 'react'
import { useWords } from '../words.tsx'

interface Props {
  readonly label: string
  readonly count: number
  /** Null for who may not go there. */
  readonly url: string | null
  readonly help: string
  /** The figure that matters most on the page. */
  readonly strong?: boolean
}

/** A figure that is a link to what it counts. */
export function Tile({ label, count, url, help, strong = false }: Props) {
  const { locale } = useWords()
  const Frame = url === null ? Still : Link
  return (
    <Frame to={url ?? ''} className="sekisho-tile">
      <Text as="h3" variant="bodyMd" tone="subdued">
        {label}
      </Text>
      <Text as="p" variant={strong ? 'heading2xl' : 'headingLg'} tone={count === 0 ? 'subdued' : 'base'}>
        {new Intl.NumberFormat(locale).format(count)}
      </Text>
      <span className="sekisho-tile-help" suppressHydrationWarning>
        {help || '\u00a0'}
      </span>
    </Frame>
  )
}

const Still = ({ className, children }: { readonly to: string; readonly className: string; readonly children: ReactNode }) => (
  <div className={className}>{children}</div>
)
