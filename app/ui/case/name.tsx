import { Await } from '@remix-run/react'
import { Suspense } from 'react'
import type { Names } from '../../kyc/people.server.ts'
import { useT } from '../words.tsx'

interface Props {
  readonly customer: bigint
  readonly names: Promise<Names>
}

/** A customer's name, or the id where there is none: while it is on its way, when it is withheld, when the store is silent. */
export function CustomerName({ customer, names }: Props) {
  const t = useT()
  const id = t('common.person', { id: customer.toString() })
  return (
    <Suspense fallback={id}>
      <Await resolve={names} errorElement={id}>
        {(known) => known[customer.toString()] ?? id}
      </Await>
    </Suspense>
  )
}
