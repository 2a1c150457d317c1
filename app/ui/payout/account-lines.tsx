import { Badge, BlockStack, Button, InlineStack, Link, Text } from '@shopify/polaris'
import { useEffect, useState } from 'react'
import type { Account } from '../../payout/account.ts'
import type { ShownAccount } from '../../payout/shown.server.ts'
import { Moment } from '../moment.tsx'
import { useT } from '../words.tsx'

interface AccountLinesProps {
  readonly account: ShownAccount
  readonly customer: bigint
  /** Others with the same account. */
  readonly elsewhere: readonly string[]
}

const TONES = { matches: 'success', differs: 'critical', 'cannot-tell': 'attention' } as const

/** The account by its last digits, the holder, and how far both could be checked. */
export function AccountLines({ account, customer, elsewhere }: AccountLinesProps) {
  const t = useT()
  const { number, reveal, state } = useReveal(customer, account.id)
  return (
    <BlockStack gap="200">
      <Text as="p" fontWeight="medium">
        {account.country === 'JP' ? '' : `${account.country} · `}
        {account.bank} {account.branch}
      </Text>
      <InlineStack gap="200" blockAlign="center">
        <Text as="p">
          {account.deposit && `${t(`payout.deposit.${account.deposit}`)} `}
          {number ?? (account.lastDigits ? `••• ${account.lastDigits}` : '•••')}
        </Text>
        {number === null && (
          <Button variant="plain" loading={state === 'busy'} onClick={() => void reveal()} accessibilityLabel={t('payout.revealLong')}>
            {t('payout.reveal')}
          </Button>
        )}
        {state === 'failed' && (
          <Text as="p" tone="critical" variant="bodySm">
            {t('payout.revealFailed')}
          </Text>
        )}
      </InlineStack>
      <InlineStack gap="200" blockAlign="center">
        <Text as="p">{account.holder}</Text>
        <Badge tone={account.accepted ? 'success' : TONES[account.match]}>
          {t(account.accepted ? 'payout.match.accepted' : `payout.match.${account.match}`)}
        </Badge>
      </InlineStack>
      {account.assurance !== 'checked' && (
        <Text as="p" tone="subdued" variant="bodySm">
          {t(`payout.assurance.${account.assurance}`)}
        </Text>
      )}
      <Text as="p" tone="subdued" variant="bodySm">
        {t('payout.registeredAt')} <Moment at={account.registeredAt} />
        {account.countsFrom > account.registeredAt && (
          <>
            {' · '}
            {t('payout.countsFrom')} <Moment at={account.countsFrom} />
          </>
        )}
      </Text>
      {elsewhere.length > 0 && (
        <Text as="p" tone="critical">
          {t('payout.elsewhere')}{' '}
          {elsewhere.map((id) => (
            <Link key={id} url={`/app/cases/${id}`}>
              {t('common.person', { id })}{' '}
            </Link>
          ))}
        </Text>
      )}
    </BlockStack>
  )
}

/** So long a number stays on a screen, in milliseconds. */
const SHOWN_MS = 60_000

/** Opens the whole number, on record, and hides it again after a minute. */
function useReveal(customer: bigint, account: string) {
  const [number, setNumber] = useState<string | null>(null)
  const [state, setState] = useState<'still' | 'busy' | 'failed'>('still')
  useEffect(() => {
    if (number === null) return
    const timer = setTimeout(() => setNumber(null), SHOWN_MS)
    return () => clearTimeout(timer)
  }, [number])
  const reveal = async () => {
    setState('busy')
    const body = new URLSearchParams({ type: 'reveal', account })
    const response = await fetch(`/app/payout/${customer}`, { method: 'POST', body }).catch(() => null)
    const opened = response?.ok ? ((await response.json().catch(() => null)) as Account | null) : null
    setNumber(opened?.number ?? null)
    setState(opened ? 'still' : 'failed')
  }
  return { number, reveal, state }
}
