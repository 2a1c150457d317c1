import { useFetcher } from '@remix-run/react'
import { Badge, BlockStack, Button, Card, InlineStack, List, Text } from '@shopify/polaris'
import { useEffect, useState } from 'react'
import type { PayoutCard as Read } from '../../payout/desk.server.ts'
import type { Language } from '../../platform/i18n/languages.ts'
import type { Answer } from '../answer.ts'
import { RefusalBanner } from '../refusal-banner.tsx'
import { useToast } from '../toast.ts'
import { useT } from '../words.tsx'
import { AccountLines } from './account-lines.tsx'
import { PayoutModal } from './payout-modal.tsx'

interface PayoutCardProps {
  readonly card: Read | null
  readonly customer: bigint
  readonly language: Language
  readonly mayDecide: boolean
}

/** Whether money may be paid out to the customer and what is missing, apart from orders (D05, X10), and the account itself. */
export function PayoutCard({ card, customer, language, mayDecide }: PayoutCardProps) {
  const t = useT()
  const fetcher = useFetcher<Answer>()
  const [asked, setAsked] = useState<'accept-holder' | 'reject' | null>(null)
  const [dismissed, setDismissed] = useState<Answer | null>(null)
  const answer = fetcher.data && fetcher.data !== dismissed ? fetcher.data : null
  useToast(fetcher.data, fetcher.data?.ok ? t(fetcher.data.did === 'reject' ? 'payout.rejected' : 'payout.accepted') : null)
  // biome-ignore lint/correctness/useExhaustiveDependencies: an answer closes the dialog, whatever it says
  useEffect(() => setAsked(null), [fetcher.data])
  if (!card) return null
  const { account, closed } = card
  const open = closed.length === 0
  const doubted = account !== null && !account.accepted && account.match !== 'matches'
  return (
    <Card>
      <BlockStack gap="300">
        <InlineStack align="space-between" blockAlign="center">
          <Text as="h2" variant="headingMd">
            {t('payout.title')}
          </Text>
          <Badge {...(open ? { tone: 'success' as const } : {})}>{t(open ? 'payout.open' : 'payout.closed')}</Badge>
        </InlineStack>
        {answer && !answer.ok && <RefusalBanner refusal={answer.refusal} onDismiss={() => setDismissed(answer)} />}
        {account && <AccountLines key={account.id} account={account} customer={customer} elsewhere={card.elsewhere} />}
        {!account && card.hasAccount && (
          <Text as="p" tone="subdued">
            {t('payout.hidden')}
          </Text>
        )}
        {!open && (
          <List>
            {closed.map((why) => (
              <List.Item key={why}>{t(`payout.why.${why}`)}</List.Item>
            ))}
          </List>
        )}
        {card.earlier > 0 && (
          <Text as="p" tone="subdued" variant="bodySm">
            {t('payout.earlier', { count: String(card.earlier) })}
          </Text>
        )}
        {account && mayDecide && (
          <InlineStack gap="200">
            {doubted && <Button onClick={() => setAsked('accept-holder')}>{t('payout.accept')}</Button>}
            <Button onClick={() => setAsked('reject')}>{t('payout.reject')}</Button>
          </InlineStack>
        )}
      </BlockStack>
      <PayoutModal
        asked={asked}
        language={language}
        busy={fetcher.state !== 'idle'}
        onClose={() => setAsked(null)}
        onSend={(fields) =>
          fetcher.submit({ ...fields, account: account?.id ?? '' }, { method: 'post', action: `/app/payout/${customer}` })
        }
      />
    </Card>
  )
}
