import type { Tx } from '../platform/db.server.ts'
import { type Refusal, type Result, refuse } from '../platform/result.ts'

/** Somebody of whom everything was erased would be written down again. Thrown inside a transaction, it takes back what that has begun. */
export class ErasedCustomer extends Error {
  override name = 'ErasedCustomer'
}

/** Whether a customer of this shop was erased. Shopify never gives an id to somebody else, so an erased customer stays erased. */
export async function isErased(tx: Tx, shop: string, customer: bigint): Promise<boolean> {
  const where = { shopId: shop, customerId: customer, topic: 'customers/redact' }
  return (await tx.complianceRecord.findFirst({ where, select: { id: true } })) !== null
}

const lockOf = (shop: string, customer: bigint): string => `documents:${shop}:${customer}`

/** Takes a customer for an erasure: whoever writes something down about the customer ends before, or finds out. */
export const lockForErasure = (tx: Tx, shop: string, customer: bigint): Promise<unknown> =>
  tx.$executeRaw`select pg_advisory_xact_lock(hashtextextended(${lockOf(shop, customer)}, 0))`

/** Holds an erasure off until the transaction ends. Throws ErasedCustomer when one came before. */
export async function holdErasureOff(tx: Tx, shop: string, customer: bigint): Promise<void> {
  await tx.$executeRaw`select pg_advisory_xact_lock_shared(hashtextextended(${lockOf(shop, customer)}, 0))`
  if (await isErased(tx, shop, customer)) throw new ErasedCustomer()
}

/** What is to be done for a customer, unless that customer was erased: then it is not found. */
export async function unlessErased<Value>(work: Promise<Result<Value>>): Promise<Result<Value>> {
  return work.catch((error: unknown) => {
    if (error instanceof ErasedCustomer) return refuse<Refusal>({ code: 'not-found' })
    throw error
  })
}
