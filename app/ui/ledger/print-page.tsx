import { Banner, Box, Button, InlineStack } from '@shopify/polaris'
import { useEffect } from 'react'
import { type Asked, placeText, queryOf } from '../../ledger/asked.ts'
import type { Entry } from '../../ledger/list.server.ts'
import type { PrintedPart } from '../../ledger/taking-out.server.ts'
import { Screen } from '../screen.tsx'
import { useT, useWords } from '../words.tsx'
import { amountWords } from './amount.ts'
import { kindWords, methodWords, paperWords } from './columns.ts'

export interface PrintData {
  readonly asked: Asked
  /** Null: not for who asks. */
  readonly part: PrintedPart | null
  readonly shop: string
  readonly permit: string
}

/** The ledger as it lies on paper: A4 across, its head on every page, pages numbered by the style sheet. It prints itself when it is there. */
export function PrintPage({ data: { asked, part, shop, permit } }: { data: PrintData }) {
  const t = useT()
  const ready = part !== null
  useEffect(() => {
    // Pages that are turned into others (tests, archives) open without somebody at a printer.
    if (ready) window.print()
  }, [ready])
  return (
    <Screen title={t('ledger.title')} wide>
      <div className="sekisho-unprinted">
        <Box paddingBlockEnd="400">
          <InlineStack gap="200" align="end">
            <Button url={`/app/ledger?${queryOf(asked)}`}>{t('ledger.back')}</Button>
            {part?.next && (
              <Button url={`/app/ledger/print?${queryOf(asked)}&after=${placeText(part.next)}`}>{t('ledger.nextPart')}</Button>
            )}
            {ready && (
              <Button variant="primary" onClick={() => window.print()}>
                {t('ledger.print')}
              </Button>
            )}
          </InlineStack>
        </Box>
        {part && isPart(part) && (
          <Banner tone="warning">
            <p>{t('ledger.inParts', rangeOf(part))}</p>
          </Banner>
        )}
      </div>
      {part && <Paper head={{ asked, shop, permit }} part={part} />}
    </Screen>
  )
}

const isPart = ({ entries, count }: PrintedPart): boolean => entries.length < count
const rangeOf = ({ first, entries, count }: PrintedPart) => ({ first, last: first + entries.length - 1, count })

const COLUMNS = ['number', 'date', 'kind', 'item', 'features', 'quantity', 'price', 'name', 'age', 'method', 'order'] as const

function Paper({ head: { asked, shop, permit }, part }: { head: Pick<PrintData, 'asked' | 'shop' | 'permit'>; part: PrintedPart }) {
  const t = useT()
  return (
    <table className="sekisho-ledger">
      <thead>
        <tr>
          <th colSpan={COLUMNS.length} className="sekisho-ledger-head">
            <div>
              <strong>{t('ledger.title')}</strong>
              <span>{shop}</span>
              {permit !== '' && <span>{t('ledger.permit', { permit })}</span>}
              <span>{t('ledger.range', { from: asked.from, to: asked.to })}</span>
              <span>{isPart(part) ? t('ledger.part', rangeOf(part)) : t('ledger.count', { count: part.count })}</span>
            </div>
          </th>
        </tr>
        <tr>
          {COLUMNS.map((column) => (
            <th key={column} data-column={column}>
              {column === 'name'
                ? `${t('ledger.column.name')}・${t('ledger.column.address')}・${t('ledger.column.occupation')}`
                : t(`ledger.column.${column}`)}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {part.entries.map((entry) => (
          <PaperRow key={entry.number.toString()} entry={entry} />
        ))}
      </tbody>
    </table>
  )
}

function PaperRow({ entry }: { entry: Entry }) {
  const { t, locale } = useWords()
  const { document } = entry
  const paper = document && [paperWords(t, document.kind), document.issuer, document.number].filter(Boolean).join(' ')
  return (
    <tr>
      <td className="sekisho-ledger-number">{entry.number.toString()}</td>
      <td className="sekisho-ledger-whole">{entry.tradedOn}</td>
      <td>{kindWords(t, entry)}</td>
      <td>{entry.item}</td>
      <td>{entry.features}</td>
      <td className="sekisho-ledger-number">{entry.quantity < 0 ? `−${-entry.quantity}` : entry.quantity}</td>
      <td className="sekisho-ledger-number">{amountWords(locale, entry)}</td>
      <td>
        <div>{entry.name ?? t('ledger.unknown')}</div>
        <div>{entry.address ?? `${t('ledger.column.address')} ${t('ledger.unknown')}`}</div>
        <div>{entry.occupation ?? `${t('ledger.column.occupation')} ${t('ledger.unknown')}`}</div>
      </td>
      <td className="sekisho-ledger-number">{entry.age ?? t('ledger.unknown')}</td>
      <td>
        <div>{methodWords(t, entry)}</div>
        {paper && <div>{paper}</div>}
      </td>
      <td className="sekisho-ledger-whole">{entry.orderName}</td>
    </tr>
  )
}
