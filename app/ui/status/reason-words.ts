/** What a failure comes to for a person: which words explain it, and what to do. */
export const CAUSES = ['disconnected', 'silent', 'refused', 'unsettled', 'mail-server', 'no-address', 'worker-died', 'other'] as const
export type Cause = (typeof CAUSES)[number]

const BY_CLASS: Readonly<Record<string, Cause>> = {
  NotInstalled: 'disconnected',
  ShopifySilent: 'silent',
  ShopifyRefused: 'refused',
  Unsettled: 'unsettled',
  StillBusy: 'unsettled',
  'no-address': 'no-address',
  'worker-died': 'worker-died',
}

/** The cause behind codes as `reasonOf` writes them; mails have their own. */
export function causeOf(reason: string, what: string): Cause {
  const known = BY_CLASS[reason.split(' ', 1)[0] ?? '']
  if (known) return known
  return what === 'mail.send' || what === 'mail' ? 'mail-server' : 'other'
}

/** Deliveries and jobs that have words of their own. */
const WORDED = {
  'customers/merge': 'merge',
  'customers/redact': 'redact',
  'customers/data_request': 'dataRequest',
  'shop/redact': 'shopRedact',
  'app/uninstalled': 'installation',
  'app/scopes_update': 'installation',
  'bulk_operations/finish': 'survey',
  'kyc.reconcile': 'reconcile',
  'mail.send': 'mail',
  'kyc.compare': 'survey',
  'kyc.survey': 'survey',
  'accounts.erase-shop': 'shopRedact',
  'accounts.erase-again': 'redact',
  'accounts.end-holds': 'holds',
  'accounts.rejudge': 'holds',
  'documents.forget': 'redact',
} as const

/** The key of the words for a kind of delivery or job; null for one that has none. */
export const workOf = (what: string): (typeof WORDED)[keyof typeof WORDED] | null =>
  Object.hasOwn(WORDED, what) ? WORDED[what as keyof typeof WORDED] : null
