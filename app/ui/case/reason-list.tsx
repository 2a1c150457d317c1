import { Text } from '@shopify/polaris'
import type { Reason } from '../../kyc/return-reasons.ts'
import { useT, useWords } from '../words.tsx'

interface Props {
  readonly reasons: readonly Reason[]
  readonly chosen: string | null
  readonly onChoose: (code: string) => void
}

/** The reasons with the numbers that pick them. */
export function ReasonList({ reasons, chosen, onChoose }: Props) {
  const t = useT()
  const { language } = useWords()
  return (
    <fieldset className="sekisho-reasons">
      <legend>
        <Text as="span" variant="headingSm">
          {t('decision.reason')}
        </Text>
      </legend>
      {reasons.map((reason, index) => (
        <button key={reason.code} type="button" aria-pressed={reason.code === chosen} onClick={() => onChoose(reason.code)}>
          {index < 9 && <kbd>{index + 1}</kbd>}
          <span>{reason.texts[language].name}</span>
        </button>
      ))}
    </fieldset>
  )
}
