import type { Tx } from '../platform/db.server.ts'

/**
 * Whether payouts to this customer go to an account in the customer's own name: the leg that the payout account fulfils. A label ②受取口座登録済
 * set by hand proves nothing of the kind, so until accounts are kept here the answer is no, and staff may write the leg down themselves.
 */
export const isOwnAccount = async (_tx: Tx, _shop: string, _customer: bigint): Promise<boolean> => false
