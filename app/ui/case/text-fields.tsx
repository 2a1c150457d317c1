import { TextField } from '@shopify/polaris'
import { TEXT_MAX } from '../../kyc/decision-form.ts'
import type { Language } from '../../platform/i18n/languages.ts'
import { useT } from '../words.tsx'

interface NoteProps {
  readonly value: string
  readonly onChange: (value: string) => void
  /** What colleagues should be told. */
  readonly hint?: string
}

/** A note that only colleagues read. */
export function NoteField({ value, onChange, hint = '' }: NoteProps) {
  const t = useT()
  return (
    <TextField
      label={t('decision.privateNote')}
      helpText={
        <>
          {hint !== '' && <div>{hint}</div>}
          {t('decision.privateNoteHelp')}
        </>
      }
      value={value}
      onChange={onChange}
      multiline={2}
      maxLength={TEXT_MAX}
      autoComplete="off"
    />
  )
}

interface MessageProps extends NoteProps {
  /** What the customer reads. */
  readonly language: Language
  /** A message must be written, and is missing. */
  readonly missing?: boolean
  readonly required?: boolean
}

/** Words that the customer reads. */
export function MessageField({ value, onChange, language, missing = false, required = false }: MessageProps) {
  const t = useT()
  const said = { language: t(`settings.languages.${language}`) }
  return (
    <TextField
      label={t('decision.publicText')}
      helpText={t(required ? 'decision.publicTextHelp' : 'decision.publicTextOptionalHelp', said)}
      value={value}
      onChange={onChange}
      multiline={required ? 4 : 3}
      maxLength={TEXT_MAX}
      error={missing && t('decision.required')}
      autoComplete="off"
    />
  )
}
