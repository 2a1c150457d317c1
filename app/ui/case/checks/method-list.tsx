import { Badge, Banner, BlockStack, InlineStack, Text } from '@shopify/polaris'
import type { Panel } from '../../../checks/panel.server.ts'
import type { MethodStanding } from '../../../methods/legs.ts'
import { useDates, useT } from '../../words.tsx'
import { LegRow } from './leg-row.tsx'

interface Props {
  readonly panel: Panel
  readonly customer: bigint
  readonly mayRecord: boolean
}

/** The store's methods for this customer, each with its legs; what still keeps an approval waiting is said first. */
export function MethodList({ panel, customer, mayRecord }: Props) {
  const t = useT()
  const { open, methods } = panel
  const legs = open.flatMap((leg) => (leg === 'method' ? [] : [t(`checks.leg.${leg}`)]))
  return (
    <BlockStack gap="300">
      <Text as="h3" variant="headingSm">
        {t('checks.method')}
      </Text>
      {open.includes('method') && (
        <Banner tone="critical">
          <p>{t('checks.noMethod')}</p>
        </Banner>
      )}
      {legs.length > 0 && (
        <Banner tone="info">
          <p>{t('checks.open', { legs: legs.join(t('checks.and')) })}</p>
        </Banner>
      )}
      {methods.length > 1 && (
        <Text as="p" tone="subdued" variant="bodySm">
          {t('checks.anyOf')}
        </Text>
      )}
      {methods.map((standing) => (
        <Method key={standing.method.id} standing={standing} panel={panel} customer={customer} mayRecord={mayRecord} />
      ))}
    </BlockStack>
  )
}

function Method({ standing, panel, customer, mayRecord }: Props & { standing: MethodStanding }) {
  const t = useT()
  const dates = useDates()
  const { method, legs, inForce, ends } = standing
  return (
    <BlockStack gap="150">
      <InlineStack gap="200" blockAlign="center">
        <Text as="h4" fontWeight="medium">
          {t(`checks.law.${method.law}`)}
        </Text>
        {ends && (
          <Badge tone={inForce ? 'warning' : 'critical'}>{t(inForce ? 'checks.ends' : 'checks.ended', { date: dates.day(ends) })}</Badge>
        )}
      </InlineStack>
      <ul className="sekisho-legs">
        {legs.map(({ leg, state }) => (
          <LegRow
            key={leg}
            leg={leg}
            state={state}
            how={panel.how[leg]}
            note={panel.notes.find((each) => each.leg === leg) ?? null}
            customer={customer}
            mayRecord={mayRecord && inForce}
          />
        ))}
      </ul>
      {method.law !== 'house' && (
        <Text as="p" tone="subdued" variant="bodySm">
          {method.source}
        </Text>
      )}
    </BlockStack>
  )
}
