// Fidelity: what real Shopify stores answered, replayed against the dev store, where the recordings lie beside the project.
import { execFile } from 'node:child_process'
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { beforeAll, describe, expect, test } from 'vitest'
import { startStore, type TestStore } from '../harness/store.ts'

const RECORDINGS = process.env.SEKISHO_RECORDINGS ?? fileURLToPath(new URL('../../../shared/recordings', import.meta.url))
const present = existsSync(`${RECORDINGS}/replay.mjs`)

/** Roots that the dev store supports. */
const SUPPORTED = new Set([
  'customer',
  'customers',
  'customersCount',
  'customerByIdentifier',
  'customerCreate',
  'customerUpdate',
  'customerSet',
  'customerDelete',
  'customerAddressCreate',
  'customerAddressUpdate',
  'customerAddressDelete',
  'customerUpdateDefaultAddress',
  'customerEmailMarketingConsentUpdate',
  'customerSmsMarketingConsentUpdate',
  'tagsAdd',
  'tagsRemove',
  'metafieldsSet',
  'metafieldsDelete',
  'metafieldDefinition',
  'metafieldDefinitions',
  'metafieldDefinitionCreate',
  'metafieldDefinitionUpdate',
  'metafieldDefinitionDelete',
  'dataSaleOptOut',
  'bulkOperationRunQuery',
  'bulkOperation',
  'bulkOperations',
  'bulkOperationCancel',
  'bulkOperationRunMutation',
  'currentBulkOperation',
  'stagedUploadsCreate',
  'segment',
  'segments',
  'segmentsCount',
  'segmentCreate',
  'segmentUpdate',
  'segmentDelete',
  'customerSegmentMembers',
  'customerSegmentMembersQuery',
  'customerSegmentMembersQueryCreate',
  'customerSegmentMembership',
  'node',
  'nodes',
  'productCreate',
  'product',
])

/** Scenarios that no fresh store can answer as recorded, and why. */
const UNREPEATABLE: Record<string, string> = {
  'customer-email-consent-no-email-noop': 'one step sends another address than the recorded answer shows',
  'bulk-operation-run-query-schema-roots': 'the recorded ids of the operations are compared as they are',
  'metafield-definition-update-pin': 'the recorded store already had 49 pinned definitions',
}

interface Scenario {
  readonly scenario: string
  readonly operations: string[]
}

const scenarios = present
  ? readdirSync(`${RECORDINGS}/scenarios`)
      .filter((file) => file.endsWith('.json'))
      .map((file) => ({
        file: file.replace('.json', ''),
        ...(JSON.parse(readFileSync(`${RECORDINGS}/scenarios/${file}`, 'utf8')) as Scenario),
      }))
  : []
const supported = scenarios.filter(({ file, operations }) => !(file in UNREPEATABLE) && operations.every((root) => SUPPORTED.has(root)))
describe.skipIf(!present)('recordings of real stores', () => {
  let store: TestStore
  let lines: string[]

  beforeAll(async () => {
    store = await startStore()
    await store.lever('POST', 'settings', { bucket: { maximum: 100_000, restorePerSecond: 50_000 } })
    const url = `${store.url}/admin/api/2026-07/graphql.json`
    const args = [`${RECORDINGS}/replay.mjs`, '--url', url, '--reset', `${store.url}/__dev/reset`, '--verbose']
    const { stdout } = await promisify(execFile)(process.execPath, args, { maxBuffer: 64 * 1024 * 1024 }).catch(
      (error: { stdout: string }) => error,
    )
    lines = stdout.split('\n')
  }, 120_000)

  test('there are scenarios for what the product uses', () => {
    expect(supported.length).toBeGreaterThan(20)
  })

  test.each(supported.map(({ file }) => file))('%s is answered as Shopify answered', (file) => {
    const at = lines.findIndex((line) => line.includes(`  ${file}  `))
    const detail = lines
      .slice(
        at,
        lines.findIndex((line, i) => i > at && /^(same|DIFF)/.test(line)),
      )
      .join('\n')
    expect(detail).toMatch(/^same/)
  })
})
