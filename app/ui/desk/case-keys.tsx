import { useNavigate } from '@remix-run/react'
import { Button } from '@shopify/polaris'
import { KeyboardIcon } from '@shopify/polaris-icons'
import { useState } from 'react'
import { nextAddress } from '../queue/address.ts'
import { useT } from '../words.tsx'
import { useCaseKeys } from './keys.ts'
import { KeysModal } from './keys-modal.tsx'

/** The ways on from a case by keyboard, and the list of all keys. */
export function CaseKeys({ customer, list }: { customer: bigint; list: string | null }) {
  const t = useT()
  const navigate = useNavigate()
  const [open, setOpen] = useState(false)
  useCaseKeys({
    next: () => navigate(nextAddress(customer, list)),
    list: () => navigate(`/app/cases${list ? `?${list}` : ''}`),
    help: () => setOpen(true),
  })
  return (
    <>
      <div className="sekisho-wide-only">
        <Button icon={KeyboardIcon} variant="plain" onClick={() => setOpen(true)}>
          {t('desk.keys.open')}
        </Button>
      </div>
      {open && <KeysModal onClose={() => setOpen(false)} />}
    </>
  )
}
