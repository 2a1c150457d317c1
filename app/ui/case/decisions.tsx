import { useFetcher, useNavigate } from '@remix-run/react'
import { BlockStack, Button, Card, Divider, InlineStack, Text } from '@shopify/polaris'
import { useEffect, useState } from 'react'
import type { DocumentFacts } from '../../documents/kinds.ts'
import { type Part, partsOf } from '../../kyc/case.ts'
import { type Because, type Press, possible } from '../../kyc/possible.ts'
import type { Weight } from '../../kyc/second-eyes.ts'
import type { Language } from '../../platform/i18n/languages.ts'
import type { Answer } from '../answer.ts'
import { useCaseKeys } from '../desk/keys.ts'
import { RefusalBanner } from '../refusal-banner.tsx'
import { useToast } from '../toast.ts'
import { useT } from '../words.tsx'
import { partWord } from './badges.tsx'
import type { CaseData } from './case-page.tsx'
import { type Confirmed, ConfirmModal } from './confirm-modal.tsx'
import { doneKey } from './done.ts'
import { MoreActions } from './more-actions.tsx'
import { ReturnModal } from './return-modal.tsx'
import { approvalKey } from './second-eyes.tsx'

type Can = Readonly<Record<Press, Because | null>>

/** While somebody else works on the case nothing can be decided, but that orders stop at once. */
const standing = (can: Can, locked: boolean): Can =>
  locked
    ? (Object.fromEntries(Object.entries(can).map(([press, because]) => [press, press === 'freeze' ? because : 'claimed'])) as Can)
    : can

const APPROVE_ID = 'approve'

/** What a modal asks about before it is done. */
export type Asked = { readonly type: 'return'; readonly part: Part } | { readonly type: Confirmed }

/** What a screen sends: the fields of app/kyc/decision-form.ts, without the version. */
export type Fields = Readonly<Record<string, string>>

interface DecisionsProps {
  readonly data: CaseData
  /** What the customer reads. */
  readonly language: Language
  /** The document that is looked at: what is returned, unless somebody says otherwise. */
  readonly looked: DocumentFacts | null
  /** Somebody else works on the case. */
  readonly locked: boolean
}

/** The decisions on a case: only what the law allows can be pressed, and whatever cannot says why (C17, C18, C19). */
export function Decisions({ data, language, looked, locked }: DecisionsProps) {
  const t = useT()
  const [asked, setAsked] = useState<Asked | null>(null)
  const { send, busy, answer, forget } = useDecide(data)
  // biome-ignore lint/correctness/useExhaustiveDependencies: an answer closes the dialog, whatever it says
  useEffect(() => setAsked(null), [answer])
  const can = standing(possible(data.row.case, data.may.acts, data.openLegs.length > 0), locked)
  const ready = data.may.decide && busy === null
  const part = looked && partsOf(data.row.case.party).includes(looked.part) ? looked.part : 'identity'
  const approve = () => document.getElementById(APPROVE_ID)?.focus()
  useCaseKeys({
    ...(ready && can[`accept-${part}`] === null ? { accept: () => send({ type: 'accept', part }) } : {}),
    ...(ready && can[`return-${part}`] === null ? { return: () => setAsked({ type: 'return', part }) } : {}),
    ...(ready ? { approve } : {}),
  })
  if (!data.may.acts.some((act) => act === 'decide' || act === 'freeze')) return <NoRight />
  const verified = data.row.case.verified
  return (
    <Card>
      <BlockStack gap="400">
        <Text as="h2" variant="headingMd">
          {t('decision.title')}
        </Text>
        {answer && !answer.ok && <RefusalBanner refusal={answer.refusal} onDismiss={forget} />}
        <Standing data={data} />
        {partsOf(data.row.case.party).map((part) => (
          <PartDecision key={part} part={part} data={data} can={can} busy={busy} onSend={send} onAsk={setAsked} />
        ))}
        {!verified && <Approve can={can} weight={data.approval} legs={data.openLegs} busy={busy} onSend={send} />}
        <Divider />
        <MoreActions of={data.row.case} can={can} busy={busy !== null} onAsk={(type) => setAsked({ type })} />
      </BlockStack>
      {asked?.type === 'return' && (
        <ReturnModal
          data={data}
          language={language}
          part={asked.part}
          document={looked?.id ?? null}
          busy={busy !== null}
          onSend={send}
          onClose={() => setAsked(null)}
        />
      )}
      <ConfirmModal
        language={language}
        asked={asked && asked.type !== 'return' ? asked.type : null}
        busy={busy !== null}
        onSend={send}
        onClose={() => setAsked(null)}
      />
    </Card>
  )
}

/** Sends a decision upon the version that is shown. `busy` names what is under way. */
function useDecide({ row, customer, list }: CaseData) {
  const t = useT()
  const navigate = useNavigate()
  const fetcher = useFetcher<Answer>()
  const [dismissed, setDismissed] = useState<Answer | null>(null)
  const answer = fetcher.data && fetcher.data !== dismissed ? fetcher.data : null
  useToast(fetcher.data, fetcher.data?.ok ? t(doneKey(fetcher.data.did)) : null)
  const next = fetcher.data?.ok ? fetcher.data.next : undefined
  useEffect(() => {
    if (next) navigate(next)
  }, [next, navigate])
  const sent = fetcher.formData
  const busy = fetcher.state === 'idle' || !sent ? null : [sent.get('type'), sent.get('part')].filter(Boolean).join('-')
  // The address without its query: on the first page it still carries what Shopify opened the app with.
  const action = `/app/cases/${customer}`
  const send = (fields: Fields) =>
    fetcher.submit({ ...fields, version: String(row.case.version), list: list ?? '' }, { method: 'post', action })
  return { send, busy, answer, forget: () => setDismissed(fetcher.data ?? null) }
}

function Standing({ data }: { data: CaseData }) {
  const t = useT()
  const { row, missing } = data
  const of = row.case
  const key = of.refused
    ? 'case.refusedNow'
    : of.frozen
      ? 'case.frozenNow'
      : of.verified
        ? 'case.approvedNow'
        : possible(of, data.may.acts)['accept-and-approve'] === null
          ? 'case.ready'
          : missing.length > 0
            ? 'case.waitingFor'
            : null
  return key && <Text as="p">{t(key)}</Text>
}

interface PartProps {
  readonly part: Part
  readonly data: CaseData
  readonly can: Can
  readonly busy: string | null
  readonly onSend: (fields: Fields) => void
  readonly onAsk: (asked: Asked) => void
}

function PartDecision({ part, data, can, busy, onSend, onAsk }: PartProps) {
  const t = useT()
  const state = partWord(data.row.case, part)
  const accept = can[`accept-${part}`]
  const back = can[`return-${part}`]
  return (
    <BlockStack gap="200">
      <InlineStack align="space-between" blockAlign="center" gap="200">
        <Text as="h3" variant="headingSm">
          {t(`part.${part}`)}
        </Text>
        {state && (
          <Text as="span" tone={state === 'accepted' ? 'success' : state === 'submitted' ? 'base' : 'subdued'}>
            {t(`partState.${state}`)}
          </Text>
        )}
      </InlineStack>
      {(accept === null || back === null) && (
        <InlineStack gap="200">
          {accept === null && (
            <Button
              onClick={() => onSend({ type: 'accept', part })}
              disabled={busy !== null && busy !== `accept-${part}`}
              loading={busy === `accept-${part}`}
            >
              {t('decision.accept')}
            </Button>
          )}
          <Button onClick={() => onAsk({ type: 'return', part })} disabled={back !== null || busy !== null} tone="critical">
            {t('decision.return')}
          </Button>
        </InlineStack>
      )}
    </BlockStack>
  )
}

interface ApproveProps extends Pick<PartProps, 'can' | 'busy' | 'onSend'> {
  readonly weight: Weight
  readonly legs: CaseData['openLegs']
}

function Approve({ can, weight, legs, busy, onSend }: ApproveProps) {
  const t = useT()
  // What holds the approval back is told of the one that the papers allow.
  const all = ![null, 'legs-open'].includes(can.approve) && [null, 'legs-open'].includes(can['accept-and-approve'])
  const type = all ? 'accept-and-approve' : 'approve'
  const because = can[type] ?? (weight === 'second-person-needed' ? weight : null)
  return (
    <BlockStack gap="150">
      <Button
        id={APPROVE_ID}
        variant="primary"
        size="large"
        fullWidth
        onClick={() => onSend({ type })}
        disabled={because !== null || (busy !== null && busy !== type)}
        loading={busy === type}
        {...(because ? { accessibilityDescribedBy: 'why-not-approve' } : {})}
      >
        {t(approvalKey(weight, all))}
      </Button>
      {weight === 'proposes' && !because && (
        <Text as="p" tone="subdued" variant="bodySm">
          {t('second.why')}
        </Text>
      )}
      {because && (
        <Text as="p" tone="subdued" variant="bodySm" id="why-not-approve">
          {because === 'legs-open'
            ? t('checks.open', {
                legs: legs.map((leg) => t(leg === 'method' ? 'rules.aMethod' : `checks.leg.${leg}`)).join(t('checks.and')),
              })
            : t(`because.${because}`)}
        </Text>
      )}
    </BlockStack>
  )
}

function NoRight() {
  const t = useT()
  return (
    <Card>
      <BlockStack gap="200">
        <Text as="h2" variant="headingMd">
          {t('decision.title')}
        </Text>
        <Text as="p" tone="subdued">
          {t('decision.noRight')}
        </Text>
      </BlockStack>
    </Card>
  )
}
