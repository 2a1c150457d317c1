import { useFetcher, useRevalidator } from '@remix-run/react'
import { Banner, BlockStack, Box, Button, Card, EmptyState, InlineStack, Text } from '@shopify/polaris'
import { type ReactNode, useEffect } from 'react'
import type { FromStore, Stage, TakeOverView } from '../../kyc/take-over-view.server.ts'
import type { Answer } from '../answer.ts'
import { useArrived } from '../arrived.ts'
import { RefusalBanner } from '../refusal-banner.tsx'
import { Screen } from '../screen.tsx'
import { useToast } from '../toast.ts'
import { useT } from '../words.tsx'
import { Done, Moving, Reading } from './progress.tsx'
import { Ready } from './ready.tsx'

export interface TakeOverData {
  readonly view: TakeOverView
  readonly store: Promise<FromStore>
  readonly mayDecide: boolean
  readonly now: Date
}

/** What every part of the screen gets. */
export interface Part {
  readonly view: TakeOverView
  readonly store: FromStore | null
  readonly now: Date
  readonly mayDecide: boolean
  /** Something is being sent. */
  readonly busy: boolean
  /** Sends an act of the owner. */
  readonly act: (fields: Readonly<Record<string, string>>) => void
}

/** The customers from before an installation: reading, figures, confirmation, progress. */
export function TakeOverPage({ data: { view, store: asked, mayDecide, now } }: { data: TakeOverData }) {
  const t = useT()
  const fetcher = useFetcher<Answer>()
  const { stage } = view
  useFreshWhile(stage === 'reading' || stage === 'running')
  useToast(fetcher.data, saidOf(fetcher.data, t))
  const part: Part = {
    view,
    store: useArrived(asked),
    now,
    mayDecide,
    busy: fetcher.state !== 'idle',
    act: (fields) => fetcher.submit(fields, { method: 'post', action: '/app/take-over' }),
  }
  return (
    <Screen title={t('takeOver.title')}>
      <BlockStack gap="400">
        <RefusalBanner refusal={fetcher.data && !fetcher.data.ok ? fetcher.data.refusal : null} />
        {!mayDecide && stage !== 'done' && stage !== 'nobody' && (
          <Banner tone="info">
            <p>{t('takeOver.ownersOnly')}</p>
          </Banner>
        )}
        {(stage === 'ready' || stage === 'none' || stage === 'reading') && (
          <Box paddingInline={{ xs: '400', sm: '0' }}>
            <Text as="p" tone="subdued">
              {t('takeOver.intro')}
            </Text>
          </Box>
        )}
        <Stages stage={stage} part={part} />
      </BlockStack>
    </Screen>
  )
}

function saidOf(answer: Answer | undefined, t: ReturnType<typeof useT>): string | null {
  if (!answer?.ok) return null
  if (answer.did === 'confirm') return t('takeOver.confirmed')
  if (answer.did === 'pause') return t('takeOver.pausedNow')
  return answer.did === 'resume' ? t('takeOver.resumed') : null
}

function Stages({ stage, part }: { stage: Stage; part: Part }) {
  const t = useT()
  const { view } = part
  switch (stage) {
    case 'none':
      return (
        <Empty
          title={t('takeOver.none.title')}
          text={t('takeOver.none.text')}
          action={<ReadButton part={part} label={t('takeOver.read')} primary />}
        />
      )
    case 'failed':
      return (
        <Banner tone="critical" title={t('takeOver.failedTitle')}>
          <BlockStack gap="300" inlineAlign="start">
            <p>{t('takeOver.failedText', { reason: view.preview?.reason ?? '' })}</p>
            <ReadButton part={part} label={t('takeOver.readAgain')} />
          </BlockStack>
        </Banner>
      )
    case 'nobody':
      return (
        <Empty
          title={t('takeOver.nobodyTitle')}
          text={t('takeOver.nobodyText')}
          action={<ReadButton part={part} label={t('takeOver.readAgain')} />}
        />
      )
    case 'reading':
      return <Reading {...part} />
    case 'ready':
      return <Ready {...part} />
    case 'running':
    case 'paused':
      return <Moving {...part} />
    case 'done':
      return <Done {...part} />
  }
}

function Empty({ title, text, action }: { title: string; text: string; action: ReactNode }) {
  return (
    <Card>
      <Box paddingBlock="400">
        <EmptyState image="" heading={title}>
          <BlockStack gap="400" inlineAlign="center">
            <p>{text}</p>
            {action}
          </BlockStack>
        </EmptyState>
      </Box>
    </Card>
  )
}

interface ReadButtonProps {
  readonly part: Part
  readonly label: string
  readonly primary?: boolean
}

/** Reads the store once more; nothing for who may not. */
function ReadButton({ part: { mayDecide, busy, act }, label, primary = false }: ReadButtonProps) {
  if (!mayDecide) return null
  return (
    <InlineStack>
      <Button onClick={() => act({ type: 'read' })} loading={busy} variant={primary ? 'primary' : 'secondary'}>
        {label}
      </Button>
    </InlineStack>
  )
}

const EVERY_MS = 2000

/** Reads the page again and again while something goes on. */
function useFreshWhile(moving: boolean): void {
  const { revalidate, state } = useRevalidator()
  useEffect(() => {
    if (!moving || state !== 'idle') return
    const timer = setTimeout(() => revalidate(), EVERY_MS)
    return () => clearTimeout(timer)
  }, [moving, state, revalidate])
}
