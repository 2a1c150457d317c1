import type { CronItem } from 'graphile-worker'

/** What comes by the clock, in UTC; `app/worker.ts` has the handlers. */
export const CRON: readonly CronItem[] = [
  { task: 'kyc.tick', match: '* * * * *', identifier: 'tick', options: { backfillPeriod: 0, maxAttempts: 1 } },
  { task: 'inbox.prune', match: '17 3 * * *', identifier: 'prune', options: { backfillPeriod: 0, maxAttempts: 3 } },
  // 18:00 UTC is three in the morning in Japan.
  { task: 'kyc.nightly', match: '0 18 * * *', identifier: 'nightly', options: { backfillPeriod: 12 * 60 * 60_000, maxAttempts: 3 } },
  { task: 'kyc.settle-rewordings', match: '*/10 * * * *', identifier: 'settle-rewordings', options: { backfillPeriod: 0, maxAttempts: 1 } },
  // 23:00 UTC is eight in the morning in Japan: mails go out when people are up.
  { task: 'kyc.expire-all', match: '0 23 * * *', identifier: 'expire', options: { backfillPeriod: 12 * 60 * 60_000, maxAttempts: 3 } },
  { task: 'audit.seal', match: '* * * * *', identifier: 'seal', options: { backfillPeriod: 0, maxAttempts: 1 } },
  { task: 'audit.check', match: '23 4 * * *', identifier: 'check', options: { backfillPeriod: 12 * 60 * 60_000, maxAttempts: 3 } },
  { task: 'ledger.end', match: '53 3 * * *', identifier: 'ledger-end', options: { backfillPeriod: 0, maxAttempts: 3 } },
  { task: 'accounts.end-holds', match: '47 3 * * *', identifier: 'end-holds', options: { backfillPeriod: 0, maxAttempts: 3 } },
]
