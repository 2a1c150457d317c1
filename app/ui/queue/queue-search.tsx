import { Form, useNavigate } from '@remix-run/react'
import { Box, Button, Icon, TextField } from '@shopify/polaris'
import { SearchIcon } from '@shopify/polaris-icons'
import { useState } from 'react'
import type { View } from '../../kyc/views.ts'
import { useT } from '../words.tsx'
import { queueAddress } from './address.ts'

/** The search by name, mail address or phone number. What is found is shown as the store tells it: no text of it is kept here. */
export function QueueSearch({ view, query }: { view: View; query: string }) {
  const t = useT()
  const navigate = useNavigate()
  const [typed, setTyped] = useState(query)
  const clear = () => {
    setTyped('')
    if (query !== '') navigate(queueAddress({ view }))
  }
  return (
    <Box padding="300" borderBlockEndWidth="025" borderColor="border">
      <Form method="get" action="/app/cases">
        {/* A search goes through all cases, whichever list it was begun in. */}
        <input type="hidden" name="view" value="all" />
        <TextField
          type="search"
          name="q"
          label={t('queue.search')}
          labelHidden
          placeholder={t('queue.search')}
          value={typed}
          onChange={setTyped}
          onClearButtonClick={clear}
          clearButton={typed !== ''}
          maxLength={100}
          autoComplete="off"
          prefix={<Icon source={SearchIcon} tone="subdued" />}
          connectedRight={<Button submit>{t('queue.searchAction')}</Button>}
        />
      </Form>
    </Box>
  )
}
