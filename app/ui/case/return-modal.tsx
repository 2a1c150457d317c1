import { BlockStack, Modal, Text } from '@shopify/polaris'
import { type ReactNode, useEffect, useRef, useState } from 'react'
import { inForce } from '../../documents/in-force.ts'
import type { Part } from '../../kyc/case.ts'
import { reasonsOfPart } from '../../kyc/return-reasons.ts'
import type { Language } from '../../platform/i18n/languages.ts'
import { isTyping, keyOf } from '../keys.ts'
import { useT, useWords } from '../words.tsx'
import type { CaseData } from './case-page.tsx'
import type { Fields } from './decisions.tsx'
import { ReasonList } from './reason-list.tsx'
import { ReturnRows } from './return-rows.tsx'
import { hintFor, type Picked, pickedField, type Row, wordsFor } from './sending-back.ts'
import { MessageField, NoteField } from './text-fields.tsx'

interface Props {
  readonly data: CaseData
  readonly part: Part
  /** The document that was looked at: it is the one that is meant, unless somebody says otherwise. */
  readonly document: string | null
  /** What the customer reads. */
  readonly language: Language
  readonly busy: boolean
  readonly onSend: (fields: Fields) => void
  readonly onClose: () => void
}

/** Where a part was handed in without documents, in the shop or by mail, the part itself is what is returned. */
const WHOLE = 'whole'
const SEND_ID = 'send-back'

/**
 * Sends documents back with a reason each (C19): what is not chosen stays handed in. A reason is picked by its number and brings a text in the
 * customer's language, which can be edited before it is sent.
 */
export function ReturnModal({ data, part, document: looked, language, busy, onSend, onClose }: Props) {
  const { t, language: own } = useWords()
  const rows = useRows(data, part, language)
  const reasons = reasonsOfPart(data.reasons, part)
  const first = rows.find(({ id }) => id === looked) ?? rows[0]
  const [active, setActive] = useState(first?.id ?? WHOLE)
  const [picked, setPicked] = useState<Picked>({ [active]: reasons[0]?.code ?? 'other' })
  const [edited, setEdited] = useState<string | null>(null)
  const [privateNote, setPrivateNote] = useState('')
  const [empty, setEmpty] = useState(false)
  const publicText = edited ?? wordsFor(picked, rows, data.reasons, language)
  const choose = (code: string) => {
    setPicked((before) => ({ ...before, [active]: code }))
    document.getElementById(SEND_ID)?.focus()
  }
  useNumbers((number) => {
    const reason = reasons[number - 1]
    if (reason) choose(reason.code)
  })
  const nobody = Object.keys(picked).length === 0
  const send = () => {
    if (publicText.trim() === '') return setEmpty(true)
    const reason = Object.values(picked)[0] ?? 'other'
    onSend({ type: 'return', part, reason, publicText, privateNote, ...(rows.length > 0 ? { documents: pickedField(picked) } : {}) })
  }
  return (
    <Modal
      open
      size="large"
      onClose={onClose}
      title={t('decision.ask.return', { part: t(`part.${part}`) })}
      primaryAction={{ id: SEND_ID, content: t('decision.return'), destructive: true, loading: busy, disabled: nobody, onAction: send }}
      secondaryActions={[{ content: t('common.cancel'), onAction: onClose, disabled: busy }]}
    >
      <Modal.Section>
        <BlockStack gap="400">
          <Text as="p">{t(data.row.case.verified ? 'decision.effect.returnVerified' : 'decision.effect.return')}</Text>
          {rows.length > 0 && (
            <ReturnRows rows={rows} reasons={reasons} picked={picked} active={active} onActive={setActive} onPicked={setPicked} />
          )}
          <ReasonList reasons={reasons} chosen={picked[active] ?? null} onChoose={choose} />
          <Words>
            <MessageField
              value={publicText}
              onChange={(text) => {
                setEdited(text)
                setEmpty(false)
              }}
              language={language}
              missing={empty}
              required
            />
            <NoteField value={privateNote} onChange={setPrivateNote} hint={hintFor(picked, data.reasons, own)} />
          </Words>
        </BlockStack>
      </Modal.Section>
    </Modal>
  )
}

const Words = ({ children }: { children: ReactNode }) => <BlockStack gap="400">{children}</BlockStack>

function useRows({ documents, kinds }: CaseData, part: Part, language: Language): readonly Row[] {
  const t = useT()
  return inForce(documents, part).map(({ id, kind }, index) => ({
    id,
    name: `${index + 1}. ${t(`kind.${kind}`)}`,
    said: `${index + 1}. ${kinds[language][kind]}`,
  }))
}

/** The keys 1 to 9 pick a reason, unless somebody types. */
function useNumbers(onNumber: (number: number) => void): void {
  const now = useRef(onNumber)
  now.current = onNumber
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (isTyping(event) || event.repeat) return
      const number = Number(keyOf(event))
      if (!Number.isInteger(number) || number < 1) return
      event.preventDefault()
      now.current(number)
    }
    window.addEventListener('keydown', onKey)
    return () => window.removeEventListener('keydown', onKey)
  }, [])
}
