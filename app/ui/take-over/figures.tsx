import { BlockStack, Divider, InlineStack, Text } from '@shopify/polaris'
import { Fragment } from 'react'
import { VERDICTS, type VerdictCounts } from '../../kyc/take-over.ts'
import { useT, useWords } from '../words.tsx'

/** How many of each verdict, and what becomes of them. */
export function Figures({ counts }: { counts: VerdictCounts }) {
  const t = useT()
  const { locale } = useWords()
  // A shop that never had the app before has nobody frozen or refused by it.
  const shown = VERDICTS.filter((verdict) => verdict !== 'locked' || counts.locked > 0)
  return (
    <BlockStack gap="200">
      {shown.map((verdict, index) => (
        <Fragment key={verdict}>
          {index > 0 && <Divider />}
          <InlineStack align="space-between" blockAlign="center" gap="400" wrap={false}>
            <BlockStack gap="050">
              <Text as="h3" variant="headingSm">
                {t(`takeOver.verdict.${verdict}`)}
              </Text>
              <Text as="p" tone="subdued" variant="bodySm">
                {t(`takeOver.verdictHelp.${verdict}`)}
              </Text>
            </BlockStack>
            <Text
              as="p"
              variant="headingLg"
              numeric
              tone={counts[verdict] === 0 ? 'subdued' : verdict === 'contradictory' ? 'critical' : 'base'}
            >
              {new Intl.NumberFormat(locale).format(counts[verdict])}
            </Text>
          </InlineStack>
        </Fragment>
      ))}
    </BlockStack>
  )
}
