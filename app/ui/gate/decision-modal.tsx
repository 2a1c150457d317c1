import { BlockStack, Modal, Select, Text, TextField } from '@shopify/polaris'
import { useState } from 'react'
import { type Decision, WHYS } from '../../gate/net.ts'
import type { ShownOrder } from '../../gate/shown.server.ts'
import { useT } from '../words.tsx'

interface Props {
  readonly decision: Decision
  readonly order: ShownOrder
  readonly busy: boolean
  /** What is wrong with a field, as a code. */
  readonly fault: Readonly<Record<string, string>> | null
  readonly onSend: (fields: Readonly<Record<string, string>>) => void
  readonly onClose: () => void
}

/** Asks before something is done about a caught order: why, to whom, or whether it is to be for good. */
export function DecisionModal({ decision, order, busy, fault, onSend, onClose }: Props) {
  const t = useT()
  const [why, setWhy] = useState<string>(order.mayOrderNow ? 'verified-since' : 'identified-otherwise')
  const [to, setTo] = useState('')
  const what = decision === 'release' && order.trouble === 'nothing-open' ? 'accept' : decision
  const fields = { release: { why }, reattribute: { to }, cancel: { sure: 'yes' } }[decision]
  return (
    <Modal
      open
      title={t(`gate.${what}Title`, { name: order.name })}
      onClose={onClose}
      primaryAction={{ content: t(`gate.${what}`), onAction: () => onSend(fields), loading: busy, destructive: decision === 'cancel' }}
      secondaryActions={[{ content: t('gate.back'), onAction: onClose }]}
    >
      <Modal.Section>
        <BlockStack gap="400">
          <Text as="p">{t(`gate.${what}Text`)}</Text>
          {decision === 'release' && (
            <Select
              label={t('gate.why')}
              options={WHYS.map((value) => ({ value, label: t(`gate.whys.${value}`) }))}
              value={why}
              onChange={setWhy}
            />
          )}
          {decision === 'reattribute' && (
            <TextField
              label={t('gate.to')}
              helpText={t('gate.toHelp')}
              value={to}
              onChange={setTo}
              maxLength={200}
              autoComplete="off"
              {...faultOf(fault?.to, t)}
            />
          )}
        </BlockStack>
      </Modal.Section>
    </Modal>
  )
}

function faultOf(code: string | undefined, t: ReturnType<typeof useT>): { error?: string } {
  if (code === undefined) return {}
  return { error: t(code === 'empty' || code === 'not-verified' ? `gate.toFault.${code}` : 'gate.toFault.unknown') }
}
