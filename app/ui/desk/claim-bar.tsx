import { Banner, Button, InlineStack, Text } from '@shopify/polaris'
import { useDates, useT } from '../words.tsx'
import type { ClaimDesk } from './use-claim.ts'

/** Who works on the case: nobody else can decide meanwhile. */
export function ClaimBar({ desk, wanted, mayTake }: { desk: ClaimDesk; wanted: boolean; mayTake: boolean }) {
  const t = useT()
  const dates = useDates()
  const { claim, act } = desk
  if (!claim) {
    return wanted ? (
      <InlineStack>
        <Button size="slim" onClick={() => void act('claim')}>
          {t('desk.claim.start')}
        </Button>
      </InlineStack>
    ) : null
  }
  const time = dates.time(claim.until)
  if (!claim.mine) {
    const take = { content: t('desk.claim.take'), onAction: () => void act('take').then(() => shopify.toast.show(t('desk.claim.taken'))) }
    return (
      <Banner
        tone="warning"
        title={t('desk.claim.theirs', { name: claim.name || t('desk.claim.someone'), time })}
        {...(mayTake ? { action: take } : {})}
      >
        <p>{t('desk.claim.theirsHelp')}</p>
      </Banner>
    )
  }
  return (
    <InlineStack gap="300" blockAlign="center">
      <Text as="p" tone="subdued">
        {t('desk.claim.mine', { time })}
      </Text>
      <Button variant="plain" onClick={() => void act('release').then(() => shopify.toast.show(t('desk.claim.released')))}>
        {t('desk.claim.release')}
      </Button>
    </InlineStack>
  )
}
