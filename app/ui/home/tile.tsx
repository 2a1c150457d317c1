import { Link } from '@remix-run/react'
import { Text } from '@shopify/polaris'
import { useWords } from '../words.tsx'

interface Props {
  readonly label: string
  readonly count: number
  readonly url: string
  readonly help: string
  /** The figure that matters most on the page. */
  readonly strong?: boolean
}

/** A figure that is a link to what it counts. */
export function Tile({ label, count, url, help, strong = false }: Props) {
  const { locale } = useWords()
  return (
    <Link to={url} className="sekisho-tile">
      <Text as="h3" variant="bodyMd" tone="subdued">
        {label}
      </Text>
      <Text as="p" variant={strong ? 'heading2xl' : 'headingLg'} tone={count === 0 ? 'subdued' : 'base'}>
        {new Intl.NumberFormat(locale).format(count)}
      </Text>
      <span className="sekisho-tile-help" suppressHydrationWarning>
        {help || '\u00a0'}
      </span>
    </Link>
  )
}
