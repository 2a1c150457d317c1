import { Modal, Text } from '@shopify/polaris'
import { useT } from '../words.tsx'
import { CASE_KEYS, VIEWER_KEYS } from './keys.ts'

/** The list of keys, opened with `?`. */
export function KeysModal({ onClose }: { onClose: () => void }) {
  const t = useT()
  const rows = [...Object.entries(CASE_KEYS).map(([key, act]) => [key.toUpperCase(), act] as const), ...VIEWER_KEYS]
  return (
    <Modal open size="small" title={t('desk.keys.title')} onClose={onClose}>
      <Modal.Section>
        <dl className="sekisho-keys">
          {rows.map(([key, act]) => (
            <div key={key}>
              <dt>
                {key.split(' ').map((one) => (
                  <kbd key={one}>{one}</kbd>
                ))}
              </dt>
              <dd>{t(`desk.keys.${act}`)}</dd>
            </div>
          ))}
        </dl>
        <Text as="p" tone="subdued" variant="bodySm">
          {t('desk.keys.note')}
        </Text>
      </Modal.Section>
    </Modal>
  )
}
