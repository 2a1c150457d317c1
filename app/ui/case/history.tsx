import { BlockStack, Card, Checkbox, InlineStack, Text } from '@shopify/polaris'
import { useState } from 'react'
import type { Beside } from '../../desk/timeline.server.ts'
import { Moment } from '../moment.tsx'
import { useT, useWords } from '../words.tsx'
import type { CaseData } from './case-page.tsx'
import { isEventWord, partWord, partyWord } from './history-words.ts'

type Line = CaseData['history'][number]

/** Who did what, when, and what was said; with the mails that went out, and for whoever may see the audit log also looks and claims. */
export function History({ data }: { data: CaseData }) {
  const t = useT()
  const { staffNames, desk } = data
  const [all, setAll] = useState(false)
  const acts = desk.beside.some(({ kind }) => kind === 'act')
  const beside = desk.beside.filter(({ kind }) => all || kind === 'mail')
  const rows = [
    ...data.history.map((line) => ({ key: `event ${line.id}`, at: line.at, row: <EventRow line={line} data={data} /> })),
    ...beside.map((each) => ({ key: `${each.kind} ${each.id}`, at: each.at, row: <BesideRow beside={each} staffNames={staffNames} /> })),
  ].sort((one, other) => other.at.getTime() - one.at.getTime())
  return (
    <Card>
      <BlockStack gap="300">
        <InlineStack align="space-between" blockAlign="center">
          <Text as="h2" variant="headingMd">
            {t('case.history')}
          </Text>
          {acts && <Checkbox label={t('desk.history.show')} checked={all} onChange={setAll} />}
        </InlineStack>
        {rows.length === 0 && (
          <Text as="p" tone="subdued">
            {t('case.historyNone')}
          </Text>
        )}
        <ol className="sekisho-history">
          {rows.map(({ key, row }) => (
            <li key={key}>{row}</li>
          ))}
        </ol>
      </BlockStack>
    </Card>
  )
}

function EventRow({ line, data }: { line: Line; data: CaseData }) {
  return (
    <>
      <What line={line} />
      <Said line={line} reasons={data.reasons} />
      <Text as="p" tone="subdued" variant="bodySm">
        <Who actor={line.actor} actorId={line.actorId} staffNames={data.staffNames} /> · <Moment at={line.at} />
      </Text>
    </>
  )
}

function BesideRow({ beside, staffNames }: { beside: Beside; staffNames: Readonly<Record<string, string>> }) {
  const { t, messages } = useWords()
  if (beside.kind === 'act') {
    return (
      <>
        <Text as="p">{t(`desk.history.${beside.act}`)}</Text>
        <Text as="p" tone="subdued" variant="bodySm">
          <Who actor="staff" actorId={beside.actorId} staffNames={staffNames} /> · <Moment at={beside.at} />
        </Text>
      </>
    )
  }
  const [, what = ''] = beside.template.split('.')
  const template = isKeyOf(messages.status.mail.customer, what) ? t(`status.mail.customer.${what}`) : beside.template
  const state = isKeyOf(messages.desk.history.mailState, beside.state) ? beside.state : 'waiting'
  return (
    <>
      <Text as="p">{t('desk.history.mail', { what: template })}</Text>
      <Text as="p" tone="subdued" variant="bodySm">
        {t(`desk.history.mailState.${state}`)} · <Moment at={beside.at} />
      </Text>
    </>
  )
}

const isKeyOf = <Tree extends object>(tree: Tree, key: string): key is keyof Tree & string => Object.hasOwn(tree, key)

const DESK_EVENTS = ['message', 'reminded', 'watch', 'unwatch'] as const

function What({ line }: { line: Line }) {
  const { t, messages } = useWords()
  const desk = DESK_EVENTS.find((each) => each === line.type)
  if (desk) {
    return (
      <Text as="p" fontWeight="medium">
        {t(`desk.history.${desk}`)}
      </Text>
    )
  }
  if (line.type === 'identity-changed' || line.because === 'identity-changed') return <Changed line={line} />
  const type = isEventWord(messages, line.type) ? line.type : 'other'
  const part = partWord(line.part)
  const party = partyWord(line.party)
  return (
    <Text as="p" fontWeight="medium">
      {t(`history.event.${type}`, { type: line.type, part: part ? t(`part.${part}`) : '', party: party ? t(`party.${party}`) : '' })}
    </Text>
  )
}

/** That something about an approved customer changed, and what it led to. */
function Changed({ line }: { line: Line }) {
  const { t, locale } = useWords()
  const names = line.fields.map((field) => t(`tasks.field.${field}`))
  const fields = new Intl.ListFormat(locale).format(names.length > 0 ? names : [t('rules.history.details')])
  const part = partWord(line.part)
  return (
    <Text as="p" fontWeight="medium">
      {part ? t('rules.history.locked', { fields, part: t(`part.${part}`) }) : t('rules.history.changed', { fields })}
    </Text>
  )
}

function Said({ line, reasons }: { line: Line; reasons: CaseData['reasons'] }) {
  const { t, language } = useWords()
  const { reason, documents, verdict, publicText, privateNote } = line
  const name = (code: string) => reasons.find((one) => one.code === code)?.texts[language].name ?? code
  const names = documents.length > 0 ? [...new Set(documents.map(name))] : reason ? [name(reason)] : []
  return (
    <>
      {names.length > 0 && (
        <Text as="p">
          {t('history.reason', { reason: names.join(' · ') })}
          {documents.length > 0 && ` (${t('desk.history.pages', { count: documents.length })})`}
        </Text>
      )}
      {verdict && <Text as="p">{t('history.takenOverAs', { verdict: t(`takeOver.verdict.${verdict}`) })}</Text>}
      {publicText && <Quote name={t('case.publicText')} text={publicText} />}
      {privateNote && <Quote name={t('case.privateNote')} text={privateNote} quiet />}
    </>
  )
}

function Quote({ name, text, quiet = false }: { name: string; text: string; quiet?: boolean }) {
  return (
    <blockquote className="sekisho-quote" data-quiet={quiet || undefined}>
      <small>{name}</small>
      {text}
    </blockquote>
  )
}

interface WhoProps {
  readonly actor: Line['actor']
  readonly actorId: string | null
  readonly staffNames: Readonly<Record<string, string>>
}

function Who({ actor, actorId, staffNames }: WhoProps) {
  const t = useT()
  if (actor === 'shopify-admin') return <span title={t('history.byHand')}>{t('history.actor.shopify-admin')}</span>
  if (actor !== 'staff') return <>{t(`history.actor.${actor}`)}</>
  const name = actorId === null ? undefined : staffNames[actorId]
  return <>{name || (actorId ? t('history.actor.formerStaff', { id: actorId }) : t('history.actor.staff'))}</>
}
