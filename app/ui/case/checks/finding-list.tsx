import { BlockStack, Icon, Link, Text } from '@shopify/polaris'
import { AlertTriangleIcon, CheckCircleIcon, QuestionCircleIcon } from '@shopify/polaris-icons'
import type { Finding } from '../../../checks/finding.ts'
import { useDates, useT, useWords } from '../../words.tsx'

const ICONS = { fine: CheckCircleIcon, warn: AlertTriangleIcon, 'cannot-tell': QuestionCircleIcon } as const
const TONES = { fine: 'success', warn: 'caution', 'cannot-tell': 'subdued' } as const

/** What the checks found, each with what it means. What nobody has entered yet is said in one line. */
export function FindingList({ findings }: { findings: readonly Finding[] }) {
  const t = useT()
  const unread = findings.filter(({ facts }) => facts.because === 'not-read')
  const told = findings.filter(({ facts }) => facts.because !== 'not-read')
  return (
    <BlockStack gap="200">
      {told.length > 0 && (
        <ul className="sekisho-findings">
          {told.map((finding) => (
            <li key={finding.check} data-outcome={finding.outcome}>
              <span className="sekisho-finding-icon">
                <Icon
                  source={ICONS[finding.outcome]}
                  tone={TONES[finding.outcome]}
                  accessibilityLabel={t(`checks.outcome.${finding.outcome}`)}
                />
              </span>
              <span>
                <Text as="span" fontWeight="medium">
                  {t(`checks.check.${finding.check}`)}
                </Text>{' '}
                <Why finding={finding} />
              </span>
            </li>
          ))}
        </ul>
      )}
      {unread.length > 0 && (
        <Text as="p" tone="subdued" variant="bodySm">
          {t('checks.notRead', { checks: unread.map(({ check }) => t(`checks.check.${check}`)).join(t('checks.and')) })}
        </Text>
      )}
    </BlockStack>
  )
}

/** On what a finding rests, with its facts; others who have the same are one click away. */
function Why({ finding: { facts, outcome } }: { finding: Finding }) {
  const t = useT()
  const values = useValues(facts)
  const customers = Array.isArray(facts.customers) ? facts.customers : []
  return (
    <Text as="span" {...(outcome === 'warn' ? {} : { tone: 'subdued' as const })}>
      {t(`checks.because.${facts.because}`, values)}
      {customers.map((customer) => (
        <span key={customer} className="sekisho-finding-other">
          <Link url={`/app/cases/${customer}`}>{t('common.person', { id: customer })}</Link>
        </span>
      ))}
    </Text>
  )
}

/** Facts in words: days as days, rules and fields by their names. */
function useValues(facts: Finding['facts']): Record<string, string> {
  const { messages, t } = useWords()
  const dates = useDates()
  const named = (name: string, tree: Readonly<Record<string, string>>) => (Object.hasOwn(tree, name) ? (tree[name] ?? name) : name)
  return Object.fromEntries(
    Object.entries(facts).map(([fact, value]) => {
      if (fact === 'rule') return [fact, named(String(value), messages.checks.rule)]
      if (Array.isArray(value)) return [fact, value.map((each) => named(each, messages.checks.line)).join(t('checks.and'))]
      return [fact, /^\d{4}-\d{2}-\d{2}$/.test(String(value)) ? dates.day(String(value)) : String(value)]
    }),
  )
}
