import { useFetcher } from '@remix-run/react'
import { Badge, Banner, BlockStack, Button, InlineStack, Link, Text } from '@shopify/polaris'
import { useEffect, useState } from 'react'
import type { Decision } from '../../gate/net.ts'
import type { ShownOrder } from '../../gate/shown.server.ts'
import type { Answer } from '../answer.ts'
import { RefusalBanner } from '../refusal-banner.tsx'
import { useToast } from '../toast.ts'
import { useT } from '../words.tsx'
import { DecisionModal } from './decision-modal.tsx'

interface Props {
  readonly about: { readonly id: string; readonly name: string }
  /** Absent where the task is only named, as on the customer's page. */
  readonly order: ShownOrder | undefined
  readonly mayDecide: boolean
}

/** An order that the net has caught: why, whether it is held, and what can be done about it (table C 13). */
export function CaughtOrder({ about, order, mayDecide }: Props) {
  const t = useT()
  if (!order) {
    return (
      <InlineStack gap="300">
        <Text as="span" fontWeight="medium">
          {t('gate.order', about)}
        </Text>
        <Link url="/app/tasks">{t('gate.onTasks')}</Link>
      </InlineStack>
    )
  }
  const { trouble, wanted } = order
  return (
    <BlockStack gap="200">
      <InlineStack gap="200" blockAlign="center">
        <Text as="span" fontWeight="medium">
          {t('gate.order', about)}
        </Text>
        <Held order={order} />
        <Link url={`shopify://admin/orders/${about.id}`} target="_top">
          {t('gate.open')}
        </Link>
      </InlineStack>
      <Text as="p">{t(`gate.reason.${order.reason}`)}</Text>
      {trouble && trouble !== 'cancelling' && (
        <Banner tone="warning">
          <p>{t(`gate.trouble.${trouble}`)}</p>
        </Banner>
      )}
      {trouble === 'cancelling' && <Text as="p">{t('gate.trouble.cancelling')}</Text>}
      {order.mayOrderNow && wanted === null && (
        <Banner tone="success">
          <p>{t('gate.mayOrderNow')}</p>
        </Banner>
      )}
      {mayDecide && wanted === null && <Actions order={order} />}
    </BlockStack>
  )
}

function Held({ order: { held, trouble, wanted } }: { order: ShownOrder }) {
  const t = useT()
  if (wanted) return <Badge tone="info">{t(`gate.wanted.${wanted}`)}</Badge>
  if (held) return <Badge tone="attention">{t('gate.held')}</Badge>
  return trouble ? <Badge tone="critical">{t('gate.notHeld')}</Badge> : <Badge>{t('gate.holding')}</Badge>
}

function Actions({ order }: { order: ShownOrder }) {
  const t = useT()
  const [asked, setAsked] = useState<Decision | null>(null)
  const fetcher = useFetcher<Answer>()
  const said = fetcher.data
  const done = said?.ok ? said.did : null
  useToast(said, done === 'release' || done === 'reattribute' || done === 'cancel' ? t(`gate.done.${done}`) : null)
  const fault = said && !said.ok && said.refusal.code === 'bad-input' ? said.refusal.fields : null
  // biome-ignore lint/correctness/useExhaustiveDependencies: once per answer; a field that is wrong keeps the dialog open
  useEffect(() => {
    if (said && !fault) setAsked(null)
  }, [said])
  return (
    <>
      {said && !said.ok && !fault && <RefusalBanner refusal={said.refusal} />}
      <InlineStack gap="200">
        <Button variant={order.mayOrderNow ? 'primary' : 'secondary'} onClick={() => setAsked('release')}>
          {t(order.trouble === 'nothing-open' ? 'gate.accept' : 'gate.release')}
        </Button>
        <Button onClick={() => setAsked('reattribute')}>{t('gate.reattribute')}</Button>
        <Button tone="critical" onClick={() => setAsked('cancel')}>
          {t('gate.cancel')}
        </Button>
      </InlineStack>
      {asked && (
        <DecisionModal
          decision={asked}
          order={order}
          busy={fetcher.state !== 'idle'}
          fault={fault}
          onSend={(fields) => fetcher.submit({ act: asked, ...fields }, { method: 'post', action: `/app/orders/${order.order}` })}
          onClose={() => setAsked(null)}
        />
      )}
    </>
  )
}
