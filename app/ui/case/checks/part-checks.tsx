import { BlockStack, Button, InlineStack, Text } from '@shopify/polaris'
import { useState } from 'react'
import { findingsOf } from '../../../checks/checks.ts'
import type { PartPanel } from '../../../checks/panel.server.ts'
import type { Reading } from '../../../checks/reading.ts'
import { useT } from '../../words.tsx'
import { FindingList } from './finding-list.tsx'
import { ReadingForm } from './reading-form.tsx'

/** One part: what its checks find, live while somebody types what the paper says. */
export function PartChecks({ of, customer, mayRead }: { of: PartPanel; customer: bigint; mayRead: boolean }) {
  const t = useT()
  const [typed, setTyped] = useState<Reading | null>(null)
  const [open, setOpen] = useState(false)
  const { part, read, looked } = of
  // Who else has the same is known of what was saved only.
  const same = typed === null || (typed.number === read?.reading.number && typed.kind === read.reading.kind)
  const { document, ...otherSeen } = looked.seen
  const live = typed === null ? looked : { ...looked, reading: typed, seen: same && document ? looked.seen : otherSeen }
  const close = () => {
    setOpen(false)
    setTyped(null)
  }
  return (
    <BlockStack gap="300">
      <InlineStack align="space-between" blockAlign="center" gap="200">
        <Text as="h3" variant="headingSm">
          {t(`part.${part}`)}
        </Text>
        {mayRead && !open && (
          <Button
            size="slim"
            onClick={() => setOpen(true)}
            accessibilityLabel={`${t(read ? 'checks.readAgain' : 'checks.read')}: ${t(`part.${part}`)}`}
          >
            {t(read ? 'checks.readAgain' : 'checks.read')}
          </Button>
        )}
      </InlineStack>
      {open && <ReadingForm of={of} customer={customer} onType={setTyped} onClose={close} />}
      <div aria-live="polite">
        <FindingList findings={findingsOf(live)} />
      </div>
    </BlockStack>
  )
}
