import { BlockStack, Card, Text } from '@shopify/polaris'
import { Moment } from '../moment.tsx'
import { useT, useWords } from '../words.tsx'
import type { CaseData } from './case-page.tsx'
import { isEventWord, isReasonWord, partWord, partyWord } from './history-words.ts'

type Line = CaseData['history'][number]

/** Who did what, when, and what was said; newest first. */
export function History({ data: { history, staffNames } }: { data: CaseData }) {
  const t = useT()
  return (
    <Card>
      <BlockStack gap="300">
        <Text as="h2" variant="headingMd">
          {t('case.history')}
        </Text>
        {history.length === 0 && (
          <Text as="p" tone="subdued">
            {t('case.historyNone')}
          </Text>
        )}
        <ol className="sekisho-history">
          {history.map((line) => (
            <li key={line.id.toString()}>
              <What line={line} />
              <Said line={line} />
              <Text as="p" tone="subdued" variant="bodySm">
                <Who line={line} staffNames={staffNames} /> · <Moment at={line.at} />
              </Text>
            </li>
          ))}
        </ol>
      </BlockStack>
    </Card>
  )
}

function What({ line }: { line: Line }) {
  const { t, messages } = useWords()
  const type = isEventWord(messages, line.type) ? line.type : 'other'
  const part = partWord(line.part)
  const party = partyWord(line.party)
  return (
    <Text as="p" fontWeight="medium">
      {t(`history.event.${type}`, { type: line.type, part: part ? t(`part.${part}`) : '', party: party ? t(`party.${party}`) : '' })}
    </Text>
  )
}

function Said({ line: { reason, verdict, publicText, privateNote } }: { line: Line }) {
  const { t, messages } = useWords()
  return (
    <>
      {isReasonWord(messages, reason) && <Text as="p">{t('history.reason', { reason: t(`reason.${reason}.name`) })}</Text>}
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

function Who({ line: { actor, actorId }, staffNames }: { line: Line; staffNames: Readonly<Record<string, string>> }) {
  const t = useT()
  if (actor === 'shopify-admin') return <span title={t('history.byHand')}>{t('history.actor.shopify-admin')}</span>
  if (actor !== 'staff') return <>{t(`history.actor.${actor}`)}</>
  const name = actorId === null ? undefined : staffNames[actorId]
  return <>{name || (actorId ? t('history.actor.formerStaff', { id: actorId }) : t('history.actor.staff'))}</>
}
