import { Button, InlineStack } from '@shopify/polaris'
import { useState } from 'react'
import { useT } from '../words.tsx'

/** Prints what is asked for, or takes it away as a table. */
export function TakeOut({ query, disabled }: { query: string; disabled: boolean }) {
  const t = useT()
  const [busy, setBusy] = useState(false)
  const download = () => {
    setBusy(true)
    save(`/app/ledger/csv?${query}`)
      .catch(() => shopify.toast.show(t('ledger.failed'), { isError: true }))
      .finally(() => setBusy(false))
  }
  return (
    <InlineStack gap="200">
      <Button onClick={download} loading={busy} disabled={disabled}>
        {t('ledger.csv')}
      </Button>
      <Button variant="primary" url={`/app/ledger/print?${query}`} disabled={disabled}>
        {t('ledger.print')}
      </Button>
    </InlineStack>
  )
}

/** Fetched with the session token that App Bridge adds, and kept under the name that the server gives. */
async function save(address: string): Promise<void> {
  const response = await fetch(address)
  if (!response.ok) throw new Error(`ledger: ${response.status}`)
  const url = URL.createObjectURL(await response.blob())
  const link = document.createElement('a')
  link.href = url
  link.download = /filename="([^"]+)"/.exec(response.headers.get('Content-Disposition') ?? '')?.[1] ?? 'ledger.csv'
  link.click()
  setTimeout(() => URL.revokeObjectURL(url), 10_000)
}
