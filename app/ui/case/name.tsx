import type { Names } from '../../kyc/people.server.ts'
import { useT } from '../words.tsx'

interface Props {
  readonly customer: bigint
  readonly names: Names
}

/** A customer's name, or the id where there is none: when it is withheld, when the store is silent. */
export function CustomerName({ customer, names }: Props) {
  const t = useT()
  return <>{names[customer.toString()] ?? t('common.person', { id: customer.toString() })}</>
}
