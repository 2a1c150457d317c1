import { Badge, type BadgeProps, InlineStack } from '@shopify/polaris'
import { type Case, type Part, type PartState, partsOf } from '../../kyc/case.ts'
import { missingOf } from '../../kyc/machine.ts'
import { isReady } from '../../kyc/views.ts'
import type { AdminMessages } from '../messages.ts'
import { useT } from '../words.tsx'

type Word = keyof AdminMessages['badge']

/** What a case is called in lists and headings, most important first. */
export function badgesOf(of: Case): readonly Word[] {
  const states = partsOf(of.party).map((part) => of[part])
  const submitted = states.includes('submitted')
  const words: [boolean, Word][] = [
    [of.frozen, 'frozen'],
    [of.refused, 'refused'],
    [of.verified, 'verified'],
    [of.verified && submitted, 'renewal'],
    [isReady(of), 'ready'],
    [!of.verified && !of.refused && submitted, 'waiting'],
    [!of.refused && states.includes('returned'), 'returned'],
    [!of.verified && !of.refused && submitted && missingOf(of, 'submitted').length > 0, 'incomplete'],
  ]
  const said = words.filter(([is]) => is).map(([, word]) => word)
  return of.verified || of.refused || said.length > (of.frozen ? 1 : 0) ? said : [...said, 'unverified']
}

/** What is said of a part; nothing while the customer is refused: the law calls every part returned then, and nobody waits for papers. */
export const partWord = (of: Case, part: Part): PartState | null => (of.refused ? null : of[part])

const TONES: Readonly<Record<Word, BadgeProps['tone'] | null>> = {
  verified: 'success',
  unverified: null,
  waiting: 'attention',
  ready: 'attention',
  returned: 'warning',
  renewal: 'attention',
  incomplete: 'warning',
  frozen: 'critical',
  refused: 'critical',
  syncing: 'info',
  takenOver: null,
}

/** The badges of a case. */
export function CaseBadges({ of, takenOver = false, syncing = false }: { of: Case; takenOver?: boolean; syncing?: boolean }) {
  const t = useT()
  const words: readonly Word[] = [
    ...badgesOf(of),
    ...(takenOver ? (['takenOver'] as const) : []),
    ...(syncing ? (['syncing'] as const) : []),
  ]
  return (
    <InlineStack gap="100">
      {words.map((word) => {
        const tone = TONES[word]
        return (
          <Badge key={word} {...(tone ? { tone } : {})}>
            {t(`badge.${word}`)}
          </Badge>
        )
      })}
    </InlineStack>
  )
}
