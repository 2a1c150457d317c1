import { ActionList, BlockStack, Text } from '@shopify/polaris'
import type { Case } from '../../kyc/case.ts'
import type { Because, Press } from '../../kyc/possible.ts'
import { useT } from '../words.tsx'
import type { Confirmed } from './confirm-modal.tsx'

interface Props {
  readonly of: Case
  readonly can: Readonly<Record<Press, Because | null>>
  readonly busy: boolean
  readonly onAsk: (type: Confirmed) => void
}

/** The rarer decisions. An opposite pair takes one line: who is frozen can be unfrozen, who is not can be frozen. */
export function MoreActions({ of, can, busy, onAsk }: Props) {
  const t = useT()
  const shown: Confirmed[] = [of.frozen ? 'thaw' : 'freeze', 'revoke', of.refused ? 'reopen' : 'refuse']
  const items = shown.map((type) => {
    const because = can[type]
    return {
      content: t(`decision.${type}`),
      disabled: busy || because !== null,
      destructive: type !== 'thaw' && type !== 'reopen' && because === null,
      onAction: () => onAsk(type),
      ...(because ? { helpText: t(`because.${because}`) } : {}),
    }
  })
  return (
    <BlockStack gap="100">
      <Text as="h3" variant="headingSm">
        {t('decision.more')}
      </Text>
      <div className="sekisho-actions">
        <ActionList items={items} />
      </div>
    </BlockStack>
  )
}
