import { Banner, BlockStack } from '@shopify/polaris'
import type { CasePage } from '../../kyc/case-page.server.ts'
import { useDates, useT } from '../words.tsx'

/** What runs out soon, and in how many days. */
export function Expiring({ expiring }: Pick<CasePage, 'expiring'>) {
  const t = useT()
  const dates = useDates()
  if (expiring.length === 0) return null
  return (
    <Banner tone="warning">
      <BlockStack gap="100">
        {expiring.map(({ part, expiresOn, left }) => (
          <p key={part}>{t('case.expiring', { part: t(`part.${part}`), day: dates.day(expiresOn), days: left })}</p>
        ))}
      </BlockStack>
    </Banner>
  )
}
