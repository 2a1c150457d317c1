import { Banner, BlockStack, Modal, Select, Spinner, Text } from '@shopify/polaris'
import { useEffect, useState } from 'react'
import type { SealedRecord, Unsealed } from '../../accounts/holds.server.ts'
import { isUnsealReason, UNSEAL_REASONS, type UnsealReason } from '../../accounts/sealed.ts'
import { useDates, useT } from '../words.tsx'

type Shown = Exclude<Unsealed, { kind: 'papers' }> | { readonly kind: 'papers'; readonly url: string; readonly name: string }

/** Asks why before a sealed record is opened, and says that it goes on record. */
export function UnsealModal({ record, onClose }: { record: SealedRecord | null; onClose: () => void }) {
  const t = useT()
  const [reason, setReason] = useState<UnsealReason>('police')
  const [state, setState] = useState<'asking' | 'busy' | 'failed'>('asking')
  const [shown, setShown] = useState<Shown | null>(null)
  useEffect(() => () => void (shown?.kind === 'papers' && URL.revokeObjectURL(shown.url)), [shown])
  if (!record) return null
  const open = () => {
    setState('busy')
    unseal(record.id, reason).then(
      (found) => {
        setShown(found)
        setState('asking')
      },
      () => setState('failed'),
    )
  }
  const ask = { content: t('holds.unsealAction'), onAction: open, loading: state === 'busy' }
  return (
    <Modal
      open
      onClose={onClose}
      title={t(`holds.kind.${record.kind}`)}
      {...(shown ? {} : { primaryAction: ask })}
      secondaryActions={[{ content: t(shown ? 'holds.close' : 'common.cancel'), onAction: onClose }]}
    >
      <Modal.Section>
        <BlockStack gap="400">
          {state === 'failed' && (
            <Banner tone="critical">
              <p>{t('holds.failed')}</p>
            </Banner>
          )}
          {shown ? (
            <Content shown={shown} />
          ) : (
            <>
              <Text as="p">{t('holds.unsealText')}</Text>
              <Select
                label={t('holds.reason')}
                options={UNSEAL_REASONS.map((value) => ({ value, label: t(`holds.reasons.${value}`) }))}
                value={reason}
                onChange={(value) => isUnsealReason(value) && setReason(value)}
              />
              {state === 'busy' && <Spinner size="small" />}
            </>
          )}
        </BlockStack>
      </Modal.Section>
    </Modal>
  )
}

function Content({ shown }: { shown: Shown }) {
  const t = useT()
  const dates = useDates()
  switch (shown.kind) {
    case 'profile':
      return (
        <Text as="p">
          {t('case.birthDate')}: {shown.birthDate} · {t('case.occupation')}: {shown.occupation}
        </Text>
      )
    case 'checks':
    case 'account':
      return (
        <BlockStack gap="100">
          {shown.lines.map(([name, value]) => (
            <Text key={name} as="p" variant="bodySm">
              {name}: {value}
            </Text>
          ))}
        </BlockStack>
      )
    case 'decisions':
      return (
        <BlockStack gap="100">
          {shown.lines.map(({ at, actor, type }) => (
            <Text key={`${at} ${type}`} as="p" variant="bodySm">
              {dates.dateTime(new Date(at))} · {actor} · {type}
            </Text>
          ))}
        </BlockStack>
      )
    case 'papers':
      // The file as it was handed in: to keep and hand over, never to be drawn by this page.
      return (
        <a href={shown.url} download={shown.name}>
          {t('viewer.download')}
        </a>
      )
  }
}

/** Asks the server, with the session token that App Bridge adds. Rejects when the door says no. */
async function unseal(id: string, reason: UnsealReason): Promise<Shown> {
  const response = await fetch('/app/held', { method: 'POST', body: new URLSearchParams({ id, reason }) })
  if (!response.ok) throw new Error(`holds: ${response.status}`)
  const type = response.headers.get('Content-Type') ?? ''
  if (type.startsWith('application/json')) return response.json() as Promise<Exclude<Unsealed, { kind: 'papers' }>>
  const name = /filename="([^"]+)"/.exec(response.headers.get('Content-Disposition') ?? '')?.[1] ?? 'document'
  return { kind: 'papers', url: URL.createObjectURL(new Blob([await response.arrayBuffer()])), name }
}
