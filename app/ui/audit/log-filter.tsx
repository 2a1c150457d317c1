import { useNavigate } from '@remix-run/react'
import { Box, Button, InlineGrid, InlineStack, Select, TextField } from '@shopify/polaris'
import { type FormEvent, useState } from 'react'
import { GROUPS, type Group, type LogAsk, logAddress } from '../../audit/groups.ts'
import { useT } from '../words.tsx'

interface Props {
  readonly ask: LogAsk
  readonly staff: readonly { readonly id: string; readonly name: string }[]
}

const GROUP_NAMES = Object.keys(GROUPS) as Group[]

/** Narrows the log to a member, a customer, a kind of action. */
export function LogFilter({ ask, staff }: Props) {
  const t = useT()
  const navigate = useNavigate()
  const [member, setMember] = useState(ask.member ?? '')
  const [customer, setCustomer] = useState(ask.customer ?? '')
  const [group, setGroup] = useState<string>(ask.group ?? '')
  const wrong = customer !== '' && !/^\d{1,18}$/.test(customer.trim())
  const apply = (event: FormEvent) => {
    event.preventDefault()
    if (wrong) return
    const chosen = GROUP_NAMES.find((each) => each === group) ?? null
    navigate(logAddress({ member: member || null, customer: customer.trim() || null, group: chosen }))
  }
  const members = [{ value: '', label: t('audit.filter.anybody') }, ...staff.map(({ id, name }) => ({ value: id, label: name }))]
  const groups = [
    { value: '', label: t('audit.filter.everything') },
    ...GROUP_NAMES.map((each) => ({ value: each, label: t(`audit.group.${each}`) })),
  ]
  return (
    <Box padding="300" borderBlockEndWidth="025" borderColor="border">
      <form onSubmit={apply}>
        <InlineGrid columns={{ xs: 1, sm: 3 }} gap="300">
          <Select label={t('audit.filter.member')} options={members} value={member} onChange={setMember} />
          <TextField
            label={t('audit.filter.customer')}
            value={customer}
            onChange={setCustomer}
            inputMode="numeric"
            autoComplete="off"
            maxLength={20}
            {...(wrong ? { error: t('audit.filter.customerWrong') } : {})}
          />
          <Select label={t('audit.filter.group')} options={groups} value={group} onChange={setGroup} />
        </InlineGrid>
        <Box paddingBlockStart="300">
          <InlineStack align="end" gap="200">
            {logAddress(ask) !== '/app/audit' && <Button url="/app/audit">{t('audit.filter.clear')}</Button>}
            <Button submit variant="primary">
              {t('audit.filter.apply')}
            </Button>
          </InlineStack>
        </Box>
      </form>
    </Box>
  )
}
