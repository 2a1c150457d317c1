import { Button } from '@shopify/polaris'
import { EmailIcon } from '@shopify/polaris-icons'
import { useState } from 'react'
import type { Case } from '../../kyc/case.ts'
import { partsOf } from '../../kyc/case.ts'
import type { Language } from '../../platform/i18n/languages.ts'
import type { CaseData } from '../case/case-page.tsx'
import { useT } from '../words.tsx'
import { ContactModal } from './contact-modal.tsx'
import { useCaseKeys } from './keys.ts'

/** What a message is most likely about. */
const firstKind = (of: Case) =>
  of.verified ? 'ok' : of.refused ? 'ng' : partsOf(of.party).every((part) => of[part] === 'accepted') ? 'ok' : 'missing'

/** One click from the case to a message (C20). */
export function Contact({ data, language, email }: { data: CaseData; language: Language; email: string | null }) {
  const t = useT()
  const [open, setOpen] = useState(false)
  const { messages } = data.desk
  useCaseKeys(messages ? { contact: () => setOpen(true) } : {})
  if (!messages) return null
  return (
    <>
      <Button icon={EmailIcon} variant="plain" onClick={() => setOpen(true)}>
        {t('desk.contact.title')}
      </Button>
      {open && (
        <ContactModal
          customer={data.customer}
          language={language}
          messages={messages[language]}
          first={firstKind(data.row.case)}
          hasAddress={email !== null}
          onClose={() => setOpen(false)}
        />
      )}
    </>
  )
}
