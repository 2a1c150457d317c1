import { BlockStack, Button, Card, InlineStack, Link, Modal, Select, Text } from '@shopify/polaris'
import { useState } from 'react'
import { type Source, sameSource, VERDICTS } from '../../kyc/take-over.ts'
import { isContradiction } from '../tasks/task-words.ts'
import { useDates, useT, useWords } from '../words.tsx'
import { Figures } from './figures.tsx'
import type { Part } from './take-over-page.tsx'

/** The figures of a preview, and the owner's confirmation of them. */
export function Ready(part: Part) {
  const { view, now, mayDecide, busy, act } = part
  const t = useT()
  const dates = useDates()
  const { locale } = useWords()
  const [asking, setAsking] = useState(false)
  const at = view.preview?.finishedAt ?? null
  const total = new Intl.NumberFormat(locale).format(view.total)
  const confirm = () => {
    setAsking(false)
    act({ type: 'confirm', preview: view.preview?.id ?? '', source: view.source === null ? '' : String(view.source) })
  }
  return (
    <>
      <Believed {...part} />
      <Card>
        <BlockStack gap="400">
          <BlockStack gap="100">
            <Text as="h2" variant="headingMd">
              {t('takeOver.figures')}
            </Text>
            {at && (
              <Text as="p" tone="subdued">
                <span suppressHydrationWarning>{t('takeOver.readAt', { age: dates.age(at, now), total })}</span>
              </Text>
            )}
          </BlockStack>
          <Figures counts={view.counts} />
          <Examples {...part} />
          {mayDecide && (
            <InlineStack gap="200" align="end">
              <Button onClick={() => act({ type: 'read' })} disabled={busy}>
                {t('takeOver.readAgain')}
              </Button>
              <Button variant="primary" onClick={() => setAsking(true)} loading={busy}>
                {t('takeOver.confirm')}
              </Button>
            </InlineStack>
          )}
        </BlockStack>
      </Card>
      <Modal
        open={asking}
        onClose={() => setAsking(false)}
        title={t('takeOver.confirmTitle', { count: view.total })}
        primaryAction={{ content: t('takeOver.confirm'), onAction: confirm }}
        secondaryActions={[{ content: t('common.cancel'), onAction: () => setAsking(false) }]}
      >
        <Modal.Section>
          <BlockStack gap="300">
            <Text as="p">
              {VERDICTS.filter((verdict) => view.counts[verdict] > 0)
                .map((verdict) => `${t(`takeOver.verdict.${verdict}`)} ${new Intl.NumberFormat(locale).format(view.counts[verdict])}`)
                .join(' · ')}
            </Text>
            <Text as="p">{t('takeOver.confirmText')}</Text>
          </BlockStack>
        </Modal.Section>
      </Modal>
    </>
  )
}

const TAGS_ONLY = ''
const fieldOf = ({ namespace, key }: Pick<Source, 'namespace' | 'key'>) => `${namespace}.${key}`

/** What counts as verified: the tags, and a metafield that the owner picks. */
function Believed({ view: { sources, source }, store, mayDecide, busy, act }: Part) {
  const t = useT()
  const all = [...sources, ...(store?.metafields ?? []).filter((one) => !sources.some((read) => sameSource(read, one)))]
  const chosen = source === null ? undefined : sources[source]
  const options = [
    { label: t('takeOver.tagsOnly'), value: TAGS_ONLY },
    ...all.map((one) => ({ label: t('takeOver.tagsAnd', { name: one.name, field: fieldOf(one) }), value: fieldOf(one) })),
  ]
  const choose = (value: string) => {
    const one = all.find((each) => fieldOf(each) === value)
    act({ type: 'choose', namespace: one?.namespace ?? '', key: one?.key ?? '' })
  }
  return (
    <Card>
      <BlockStack gap="300">
        <Text as="h2" variant="headingMd">
          {t('takeOver.believe')}
        </Text>
        <Select
          label={t('takeOver.believe')}
          labelHidden
          options={options}
          value={chosen ? fieldOf(chosen) : TAGS_ONLY}
          onChange={choose}
          disabled={!mayDecide || busy || all.length === 0}
          helpText={t('takeOver.believeHelp')}
        />
        {all.length === 0 && store && (
          <Text as="p" tone="subdued">
            {store.metafields === null ? t('takeOver.metafieldsUnread') : t('takeOver.metafieldsNone')}
          </Text>
        )}
      </BlockStack>
    </Card>
  )
}

function Examples({ view: { examples }, store }: Part) {
  const { t, messages } = useWords()
  if (examples.length === 0) return null
  return (
    <BlockStack gap="200">
      <Text as="h3" variant="headingSm">
        {t('takeOver.examples')}
      </Text>
      <ul className="sekisho-examples">
        {examples.map(({ customer, because }) => (
          <li key={customer.toString()}>
            <Link url={`shopify://admin/customers/${customer}`} target="_top">
              {store?.names[customer.toString()] ?? t('common.person', { id: customer.toString() })}
            </Link>
            <Text as="p" tone="subdued" variant="bodySm">
              {because.map((code) => (isContradiction(messages, code) ? t(`takeOver.because.${code}`) : code)).join(' · ')}
            </Text>
          </li>
        ))}
      </ul>
    </BlockStack>
  )
}
