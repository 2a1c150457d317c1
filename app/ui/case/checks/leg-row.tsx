import { Badge, BlockStack, Button, Form, FormLayout, InlineStack, Text, TextField } from '@shopify/polaris'
import { useState } from 'react'
import type { LegNote } from '../../../methods/legs.server.ts'
import type { LegState } from '../../../methods/legs.ts'
import type { How, LegId } from '../../../methods/methods.ts'
import { RefusalBanner } from '../../refusal-banner.tsx'
import { useDates, useT } from '../../words.tsx'
import { faultWords } from './fault-words.ts'
import { type Recording, useRecord } from './use-record.ts'

interface Props {
  readonly leg: LegId
  readonly state: LegState
  readonly how: How
  readonly note: LegNote | null
  readonly customer: bigint
  readonly mayRecord: boolean
}

const TONES = { open: 'attention', waiting: 'info', failed: 'critical', done: 'success' } as const
/** Papers are spoken of as everywhere else. */
const PAPER = { open: 'partState.none', waiting: 'partState.submitted', failed: 'partState.returned', done: 'partState.accepted' } as const
const HAPPENED = { sent: 'checks.sentOn', arrived: 'checks.arrivedOn', returned: 'checks.returnedOn', done: 'checks.doneOn' } as const

/** One leg: where it stands, since when, and what can be written down about it next. */
export function LegRow({ leg, state, how, note, customer, mayRecord }: Props) {
  const t = useT()
  const dates = useDates()
  const [posting, setPosting] = useState(false)
  const recording = useRecord(customer, 'checks.recorded', () => setPosting(false))
  const name = t(`checks.leg.${leg}`)
  return (
    <li>
      <InlineStack align="space-between" blockAlign="start" gap="200" wrap={false}>
        <BlockStack gap="050">
          <Text as="span">{name}</Text>
          {note && (
            <Text as="span" tone="subdued" variant="bodySm">
              {[t(HAPPENED[note.record], { date: dates.day(note.happenedOn) }), note.tracking].filter(Boolean).join(' · ')}
            </Text>
          )}
        </BlockStack>
        <Badge tone={TONES[state]}>{t(how === 'paper' ? PAPER[state] : `checks.state.${state}`)}</Badge>
      </InlineStack>
      {mayRecord && how !== 'paper' && !posting && (
        <Steps leg={leg} how={how} note={note} state={state} recording={recording} onPost={() => setPosting(true)} />
      )}
      {posting && <Posting leg={leg} recording={recording} onClose={() => setPosting(false)} />}
      {recording.refusal && recording.refusal.code !== 'bad-input' && <RefusalBanner refusal={recording.refusal} />}
    </li>
  )
}

interface StepsProps extends Pick<Props, 'leg' | 'how' | 'note' | 'state'> {
  readonly recording: Recording
  readonly onPost: () => void
}

function Steps({ leg, how, note, state, recording, onPost }: StepsProps) {
  const t = useT()
  const name = t(`checks.leg.${leg}`)
  const write = (record: 'arrived' | 'returned' | 'done' | 'open') => recording.send({ act: 'leg', leg, record })
  const button = (record: 'sent' | 'arrived' | 'returned' | 'done' | 'open', press: () => void, plain = false) => (
    <Button
      key={record}
      size="slim"
      variant={plain ? 'plain' : 'secondary'}
      onClick={press}
      disabled={recording.busy}
      accessibilityLabel={`${t(`checks.act.${record}`)}: ${name}`}
    >
      {t(`checks.act.${record}`)}
    </Button>
  )
  const delivery = how === 'delivery'
  return (
    <InlineStack gap="200" blockAlign="center">
      {delivery && (note === null || note.record === 'returned') && button('sent', onPost)}
      {delivery && note?.record === 'sent' && [button('arrived', () => write('arrived')), button('returned', () => write('returned'))]}
      {!delivery && note === null && state !== 'done' && button('done', () => write('done'))}
      {note !== null && button('open', () => write('open'), true)}
    </InlineStack>
  )
}

/** Something is posted: under which number, and when. */
function Posting({ leg, recording, onClose }: { leg: LegId; recording: Recording; onClose: () => void }) {
  const t = useT()
  const [tracking, setTracking] = useState('')
  const [happenedOn, setHappenedOn] = useState('')
  const { faults } = recording
  return (
    <Form onSubmit={() => recording.send({ act: 'leg', leg, record: 'sent', tracking, happenedOn })}>
      <FormLayout>
        <TextField
          label={t('checks.tracking')}
          value={tracking}
          onChange={setTracking}
          autoComplete="off"
          maxLength={40}
          requiredIndicator
          autoFocus
          {...faultWords(t, faults.tracking)}
        />
        <TextField
          label={t('checks.happenedOn')}
          value={happenedOn}
          onChange={setHappenedOn}
          autoComplete="off"
          helpText={t('checks.happenedHelp')}
          {...faultWords(t, faults.happenedOn)}
        />
        <InlineStack gap="200">
          <Button submit variant="primary" loading={recording.busy}>
            {t('checks.act.sent')}
          </Button>
          <Button onClick={onClose}>{t('checks.cancel')}</Button>
        </InlineStack>
      </FormLayout>
    </Form>
  )
}
