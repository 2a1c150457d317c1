import { useNavigate } from '@remix-run/react'
import { Box, Button, InlineGrid, Select, TextField } from '@shopify/polaris'
import { type FormEvent, useState } from 'react'
import { type Asked, queryOf, readAsked, SHOWN } from '../../ledger/asked.ts'
import { useT } from '../words.tsx'

/** Narrows the ledger to days, to a customer, to what stands out. */
export function LedgerFilter({ asked }: { asked: Asked }) {
  const t = useT()
  const navigate = useNavigate()
  const [from, setFrom] = useState(asked.from)
  const [to, setTo] = useState(asked.to)
  const [shown, setShown] = useState<string>(asked.shown)
  const [customer, setCustomer] = useState(asked.customer?.toString() ?? '')
  const apply = (event: FormEvent) => {
    event.preventDefault()
    navigate(`/app/ledger?${queryOf(readAsked(new URLSearchParams({ from, to, shown, customer }), asked.to))}`)
  }
  return (
    <Box padding="300" borderBlockEndWidth="025" borderColor="border">
      <form onSubmit={apply}>
        <InlineGrid columns={{ xs: 1, sm: 2, md: 5 }} gap="300" alignItems="end">
          <TextField label={t('ledger.filter.from')} type="date" value={from} onChange={setFrom} autoComplete="off" />
          <TextField label={t('ledger.filter.to')} type="date" value={to} onChange={setTo} autoComplete="off" />
          <Select
            label={t('ledger.filter.shown')}
            options={SHOWN.map((value) => ({ value, label: t(`ledger.shown.${value}`) }))}
            value={shown}
            onChange={setShown}
          />
          <TextField
            label={t('ledger.filter.customer')}
            value={customer}
            onChange={setCustomer}
            inputMode="numeric"
            maxLength={20}
            autoComplete="off"
          />
          <Button submit>{t('ledger.filter.apply')}</Button>
        </InlineGrid>
      </form>
    </Box>
  )
}
