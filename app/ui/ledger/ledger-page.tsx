import { Badge, Banner, BlockStack, Box, Button, Card, IndexTable, InlineStack, Link, Text } from '@shopify/polaris'
import { type Asked, placeText, queryOf } from '../../ledger/asked.ts'
import type { Entry } from '../../ledger/list.server.ts'
import { Nothing } from '../nothing.tsx'
import { Screen } from '../screen.tsx'
import { useT, useWords } from '../words.tsx'
import { amountWords } from './amount.ts'
import { kindWords, methodWords, paperWords } from './columns.ts'
import { LedgerFilter } from './ledger-filter.tsx'
import { TakeOut } from './take-out.tsx'

/** Rows of one page of the list. */
export const SHOWN_MAX = 50

export interface LedgerData {
  readonly asked: Asked
  /** One more than a page holds, when there is another one. */
  readonly entries: readonly Entry[]
  readonly count: number
  readonly isFirst: boolean
  readonly permit: string
}

/** The ledger of second-hand trade (D06, table C 16): what was bought, from whom, and how identity was checked. */
export function LedgerPage({ data: { asked, entries, count, isFirst, permit } }: { data: LedgerData }) {
  const t = useT()
  const query = queryOf(asked)
  const shown = entries.slice(0, SHOWN_MAX)
  const last = entries.length > SHOWN_MAX ? shown.at(-1) : undefined
  return (
    <Screen title={t('ledger.title')} wide>
      <BlockStack gap="400">
        <Box paddingInline={{ xs: '400', sm: '0' }}>
          <InlineStack align="space-between" blockAlign="center" gap="300">
            <Text as="p" tone="subdued">
              {t('ledger.intro')}
            </Text>
            <TakeOut query={query} disabled={count === 0} />
          </InlineStack>
        </Box>
        {permit === '' && (
          <Banner tone="info">
            <p>{t('ledger.noPermit')}</p>
          </Banner>
        )}
        <Card padding="0">
          <LedgerFilter key={query} asked={asked} />
          {shown.length === 0 ? <Nothing title={t('ledger.none')} text={t('ledger.noneText')} /> : <Rows entries={shown} />}
          <Box padding="300">
            <InlineStack align="space-between" blockAlign="center">
              <Text as="span" tone="subdued" variant="bodySm">
                {t('ledger.count', { count })}
              </Text>
              <InlineStack gap="200">
                {!isFirst && <Button url={`/app/ledger?${query}`}>{t('ledger.first')}</Button>}
                {last && <Button url={`/app/ledger?${query}&after=${placeText(last)}`}>{t('ledger.next')}</Button>}
              </InlineStack>
            </InlineStack>
          </Box>
        </Card>
      </BlockStack>
    </Screen>
  )
}

function Rows({ entries }: { entries: readonly Entry[] }) {
  const t = useT()
  const title = (column: 'number' | 'date' | 'item' | 'quantity' | 'price' | 'name' | 'method' | 'order') => ({
    id: column,
    title: t(`ledger.column.${column}`),
    ...(column === 'quantity' || column === 'price' ? { alignment: 'end' as const } : {}),
  })
  return (
    <IndexTable
      selectable={false}
      itemCount={entries.length}
      headings={[
        title('number'),
        title('date'),
        title('item'),
        title('quantity'),
        title('price'),
        title('name'),
        title('method'),
        title('order'),
      ]}
    >
      {entries.map((entry, index) => (
        <Row key={entry.number.toString()} entry={entry} index={index} />
      ))}
    </IndexTable>
  )
}

function Row({ entry, index }: { entry: Entry; index: number }) {
  const { t, locale } = useWords()
  const { document, customer } = entry
  const unknown = t('ledger.unknown')
  const about = [entry.age === null ? null : `${t('ledger.column.age')} ${entry.age}`, entry.occupation, entry.address]
  return (
    <IndexTable.Row id={entry.number.toString()} position={index}>
      <IndexTable.Cell>{entry.number.toString()}</IndexTable.Cell>
      <IndexTable.Cell>{entry.tradedOn}</IndexTable.Cell>
      <IndexTable.Cell>
        <Lines first={entry.item} rest={[entry.features]} />
        {entry.corrects !== null && <Badge>{kindWords(t, entry)}</Badge>}
      </IndexTable.Cell>
      <IndexTable.Cell>
        <Text as="span" numeric alignment="end">
          {entry.quantity < 0 ? `−${-entry.quantity}` : entry.quantity}
        </Text>
      </IndexTable.Cell>
      <IndexTable.Cell>
        <Text as="span" numeric alignment="end">
          {amountWords(locale, entry)}
        </Text>
      </IndexTable.Cell>
      <IndexTable.Cell>
        <Lines
          first={customer === null ? (entry.name ?? unknown) : <Link url={`/app/cases/${customer}`}>{entry.name ?? unknown}</Link>}
          rest={about}
        />
      </IndexTable.Cell>
      <IndexTable.Cell>
        {entry.verified ? (
          <Lines
            first={methodWords(t, entry)}
            rest={[document && [paperWords(t, document.kind), document.issuer, document.number].filter(Boolean).join(' ')]}
          />
        ) : (
          <Badge tone="critical">{methodWords(t, entry)}</Badge>
        )}
      </IndexTable.Cell>
      <IndexTable.Cell>{entry.orderName}</IndexTable.Cell>
    </IndexTable.Row>
  )
}

function Lines({ first, rest }: { first: React.ReactNode; rest: readonly (string | null)[] }) {
  return (
    <div className="sekisho-ledger-lines">
      <span>{first}</span>
      {rest.filter(Boolean).map((line) => (
        <small key={line}>{line}</small>
      ))}
    </div>
  )
}
