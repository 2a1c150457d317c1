import { Checkbox } from '@shopify/polaris'
import type { Reason } from '../../kyc/return-reasons.ts'
import { useT, useWords } from '../words.tsx'
import type { Picked, Row } from './sending-back.ts'

interface Props {
  readonly rows: readonly Row[]
  readonly reasons: readonly Reason[]
  readonly picked: Picked
  /** The row that a reason is picked for. */
  readonly active: string
  readonly onActive: (id: string) => void
  readonly onPicked: (picked: Picked) => void
}

/** Which documents are asked for again, and why each of them is (C19). The others stay handed in. */
export function ReturnRows({ rows, reasons, picked, active, onActive, onPicked }: Props) {
  const t = useT()
  const { language } = useWords()
  const nameOf = (code: string) => reasons.find((one) => one.code === code)?.texts[language].name ?? code
  const toggle = (id: string, on: boolean) => {
    const { [id]: _, ...others } = picked
    onPicked(on ? { ...picked, [id]: picked[active] ?? reasons[0]?.code ?? 'other' } : others)
    onActive(id)
  }
  return (
    <fieldset className="sekisho-return-rows">
      <legend>{t('desk.return.which')}</legend>
      {rows.map(({ id, name }) => {
        const code = picked[id]
        return (
          <div key={id} data-active={(id === active && code !== undefined) || undefined}>
            <Checkbox label={name} checked={code !== undefined} onChange={(on) => toggle(id, on)} />
            {code === undefined ? (
              <span className="sekisho-nothing">{t('desk.return.kept')}</span>
            ) : (
              <button type="button" onClick={() => onActive(id)}>
                {nameOf(code)}
              </button>
            )}
          </div>
        )
      })}
    </fieldset>
  )
}
