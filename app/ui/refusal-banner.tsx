import { Banner } from '@shopify/polaris'
import type { Refusal } from '../platform/result.ts'
import type { AdminKey, AdminMessages } from './messages.ts'
import { useDates, useT } from './words.tsx'

type Because = keyof AdminMessages['because']
type Code = keyof AdminMessages['refusal']

// Written out so that the compiler names whatever is missing here or in the message files.
const BECAUSE: Readonly<Record<Because, AdminKey>> = {
  refused: 'because.refused',
  'not-refused': 'because.not-refused',
  frozen: 'because.frozen',
  'not-frozen': 'because.not-frozen',
  'not-verified': 'because.not-verified',
  'not-submitted': 'because.not-submitted',
  'no-such-part': 'because.no-such-part',
  'papers-missing': 'because.papers-missing',
  'parts-not-accepted': 'because.parts-not-accepted',
  verified: 'because.verified',
  'already-frozen': 'because.already-frozen',
  'last-owner': 'because.last-owner',
  'rewording-runs': 'because.rewording-runs',
  'take-over-first': 'because.take-over-first',
  'taking-over': 'because.taking-over',
  'not-taking-over': 'because.not-taking-over',
  'preview-unfinished': 'because.preview-unfinished',
  'store-silent': 'because.store-silent',
  'legs-open': 'because.legs-open',
  'leg-not-next': 'because.leg-not-next',
  'not-your-role': 'because.not-your-role',
  'second-person-needed': 'because.second-person-needed',
  unchanged: 'because.unchanged',
  claimed: 'because.claimed',
  'watch-label': 'because.watch-label',
  'reminder-runs': 'because.reminder-runs',
  'last-reason': 'because.last-reason',
  'too-many-reasons': 'because.too-many-reasons',
}

const CODES: Readonly<Record<Code, AdminKey>> = {
  'somebody-was-faster': 'refusal.somebody-was-faster',
  'not-allowed': 'refusal.not-allowed',
  'not-found': 'refusal.not-found',
  'my-number': 'refusal.my-number',
  'bad-input': 'refusal.bad-input',
  'not-now': 'refusal.not-now',
  other: 'refusal.other',
}

/** The message of a refusal. */
export function refusalKey(refusal: Refusal): AdminKey {
  if (refusal.code === 'not-now') return BECAUSE[refusal.because as Because] ?? CODES['not-now']
  if (refusal.code === 'bad-input' && Object.values(refusal.fields).includes('my-number')) return CODES['my-number']
  return CODES[refusal.code as Code] ?? CODES.other
}

/** Why something was not done, in words. */
export function RefusalBanner({ refusal, onDismiss }: { refusal: Refusal | null; onDismiss?: () => void }) {
  const t = useT()
  const dates = useDates()
  if (!refusal) return null
  return (
    <Banner
      tone={refusal.code === 'somebody-was-faster' || refusal.code === 'claimed' ? 'warning' : 'critical'}
      {...(onDismiss ? { onDismiss } : {})}
    >
      <p>
        {refusal.code === 'claimed'
          ? t('desk.claim.refused', { name: refusal.by || t('desk.claim.someone'), time: dates.time(new Date(refusal.until)) })
          : t(refusalKey(refusal))}
      </p>
    </Banner>
  )
}
