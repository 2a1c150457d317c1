import { globSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'
import { audit } from '../platform/i18n/messages/ja/control.ts'

const APP = fileURLToPath(new URL('..', import.meta.url))

/** Actions that are put together from two parts: whoever adds one says here how it can end. */
const COMPOSED: Readonly<Record<string, readonly string[]>> = {
  kyc: ['accept', 'return', 'approve', 'revoke', 'refuse', 'reopen', 'freeze', 'thaw'],
  settings: ['notices', 'language', 'labels', 'by-hand', 'second', 'holds', 'payout', 'methods', 'desk', 'expiry', 'changes', 'ledger'],
  customer: ['watch', 'unwatch'],
  list: ['save', 'remove'],
  order: ['release', 'reattribute', 'cancel'],
  mail: ['again', 'leave'],
  'customers.take-over': ['confirm', 'pause', 'resume'],
}

test('whatever is written to the audit log has words for the screen', () => {
  const files = globSync('**/*.server.ts', { cwd: APP }).map((file) => readFileSync(`${APP}/${file}`, 'utf8'))
  const written = files.filter((text) => /auditEntry|noteDeed/.test(text))
  const plain = written.flatMap((text) => [...text.matchAll(/action: '([a-z./_-]+)'/g)].map(([, action = '']) => action))
  const composed = written.flatMap((text) => [...text.matchAll(/action: `([a-z.-]+)\.\$\{/g)].map(([, start = '']) => start))
  expect(new Set(composed)).toEqual(new Set(Object.keys(COMPOSED)))
  const all = [...plain, ...composed.flatMap((start) => (COMPOSED[start] ?? []).map((end) => `${start}.${end}`))]
  expect(all.length).toBeGreaterThan(30)
  const words = audit.action
  expect([...new Set(all)].filter((action) => !(action.replaceAll('.', '-') in words))).toEqual([])
})
