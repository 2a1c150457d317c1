import { Banner } from '@shopify/polaris'
import type { Proposal } from '../../kyc/second-eyes.server.ts'
import type { Weight } from '../../kyc/second-eyes.ts'
import type { AdminKey } from '../messages.ts'
import { Moment } from '../moment.tsx'
import { useT } from '../words.tsx'

interface Props {
  readonly proposal: Proposal | null
  readonly approval: Weight
  readonly me: bigint
  readonly staffNames: Readonly<Record<string, string>>
}

/** Says that an approval waits for a second member, and for whom it does not wait. */
export function Proposed({ proposal, me, staffNames }: Props) {
  const t = useT()
  if (!proposal) return null
  const mine = proposal.by === String(me)
  return (
    <Banner tone="warning" title={t('second.title')}>
      <p>{mine ? t('second.mine') : t('second.waiting', { name: staffNames[proposal.by] || proposal.by })}</p>
      <p>
        {t('second.since')}: <Moment at={proposal.at} />
      </p>
    </Banner>
  )
}

/** What the button of an approval says: what pressing it would come to. */
export function approvalKey(weight: Weight, all: boolean): AdminKey {
  if (weight === 'confirms') return 'second.confirms'
  if (weight === 'counts') return all ? 'decision.acceptAndApprove' : 'decision.approve'
  return all ? 'second.proposesAll' : 'second.proposes'
}
